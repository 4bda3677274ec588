"use client";

import { Dialog } from "@base-ui/react/dialog";
import {
  BellRing,
  Bot,
  CalendarClock,
  Dna,
  type LucideIcon,
  Monitor,
  Play,
  ScrollText,
  Search,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { Id } from "#components/ui/id";
import { useKeptHref } from "#components/ui/link";
import { useLiveState } from "#lib/live/use-live";
import { findPlaces, type Place } from "#lib/overview/places";
import { ACCESS_PAGE, linkTo, PAGES, type Page } from "./pages.ts";

interface Choice {
  key: string;
  href: string;
  name: string;
  about: string;
  Icon: LucideIcon;
  isId: boolean;
}

const ICONS: Record<Place["kind"], LucideIcon> = {
  agent: Dna,
  robot: Bot,
  job: CalendarClock,
  run: Play,
  event: ScrollText,
};
/** What is a page of its own, or as good as one. */
const PARTS: readonly Omit<Page, "key">[] = [
  { href: "/robots/fleet", label: "Fleet", about: "All robots as one", Icon: Bot },
  { href: "/robots/connect", label: "Connect a robot", about: "What it has to send", Icon: Bot },
  { href: "/evolution?view=impact", label: "What helps", about: "Mutations over all agents", Icon: Dna },
  { href: "/evolution?view=compare", label: "Compare", about: "Agents side by side", Icon: Dna },
  { href: "/events?tab=contract", label: "Contract", about: "What deviates from it", Icon: ScrollText },
  { href: "/events?tab=streams", label: "Streams", about: "What the store holds", Icon: ScrollText },
  { href: "/alerts?tab=rules", label: "Rules", about: "What alerts are watched for", Icon: BellRing },
  { href: "/alerts?tab=delivery", label: "Delivery", about: "Who is told of alerts", Icon: BellRing },
  ACCESS_PAGE,
  { href: "/wall", label: "Wall", about: "For a screen that nobody touches", Icon: Monitor },
];

interface PaletteProps {
  open: boolean;
  /** What was typed before the field was there. */
  takeTyped: () => string;
  onClose: () => void;
}

/** Where to go: type a part of a name, walk with the arrows, `Enter` goes there. */
export default function Palette({ open, takeTyped, onClose }: PaletteProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.1_0.01_258/0.5)]" />
        <Dialog.Popup
          initialFocus={input}
          data-modal
          className="fixed top-[10vh] left-1/2 z-50 flex max-h-[70dvh] w-[calc(100%-2rem)] max-w-140 -translate-x-1/2 flex-col rounded-card border border-line bg-surface-1 text-normal shadow-over outline-none"
        >
          <Dialog.Title className="sr-only">Go to</Dialog.Title>
          <Finder input={input} takeTyped={takeTyped} onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface FinderProps extends Omit<PaletteProps, "open"> {
  input: React.RefObject<HTMLInputElement | null>;
}

function Finder({ input, takeTyped, onClose }: FinderProps) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const { state } = useLiveState();
  const router = useRouter();
  const kept = useKeptHref();
  const list = useId();
  const choices = useMemo(() => choicesOf(text, findPlaces(state, text)), [text, state]);
  const active = Math.min(at, choices.length - 1);
  function go(choice: Choice | undefined): void {
    if (!choice) return;
    onClose();
    router.push(kept(choice.href));
  }
  function onKeyDown(event: KeyboardEvent): void {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: choices.length - 1 }[event.key];
    if (event.key === "Enter") go(choices[active]);
    else if (to === undefined || (text !== "" && (event.key === "Home" || event.key === "End"))) return;
    else setAt((to + choices.length) % Math.max(1, choices.length));
    event.preventDefault();
  }
  return (
    <>
      <div className="flex items-center gap-2.5 border-line border-b px-4">
        <Search aria-hidden size={16} className="shrink-0 text-quiet" />
        <input
          ref={input}
          role="combobox"
          aria-label="Go to"
          aria-expanded="true"
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={choices[active] ? `${list}-${active}` : undefined}
          value={text}
          placeholder="An agent, robot, job, stream id or page"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          onFocus={() => setText(text + takeTyped())}
          className="h-12 min-w-0 flex-1 bg-transparent text-14 text-strong outline-none"
        />
      </div>
      <div id={list} role="listbox" aria-label="Places" className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {choices.map((choice, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys.
          <div
            key={choice.key}
            id={`${list}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === active}
            ref={place === active ? intoView : undefined}
            onClick={() => go(choice)}
            onPointerMove={() => setAt(place)}
            className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-control px-2.5 aria-selected:bg-surface-3 pointer-coarse:min-h-11"
          >
            <choice.Icon aria-hidden size={15} className="shrink-0 text-quiet" />
            <span className="min-w-0 truncate text-strong">
              {choice.isId ? <Id value={choice.name} max={36} plain /> : choice.name}
            </span>
            <span className="ms-auto truncate text-12 text-quiet">{choice.about}</span>
          </div>
        ))}
      </div>
      <p role="status" className={choices.length === 0 ? "px-4 pb-4 text-quiet" : "sr-only"}>
        {choices.length === 0 ? "Nothing has that name." : `${choices.length} places`}
      </p>
    </>
  );
}

const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: "nearest" });

function choicesOf(text: string, places: readonly Place[]): Choice[] {
  const words = text.toLowerCase().split(/\s+/);
  const pages = [...PAGES, ...PARTS]
    .filter(({ label, about }) => words.every((word) => `${label} ${about}`.toLowerCase().includes(word)))
    .map(({ href, label, about, Icon }) => ({ key: href, href, name: label, about, Icon, isId: false }));
  const named = places.map(({ kind, id, about }) => ({
    key: `${kind} ${id}`,
    href: linkTo[kind](id),
    name: id,
    about,
    Icon: ICONS[kind],
    isId: true,
  }));
  return [...named, ...pages];
}
