"use client";

import { Download, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button, IconButton } from "#components/ui/button";
import { Segmented } from "#components/ui/choice";
import { Select } from "#components/ui/form";
import { usePreferences } from "#components/ui/preferences-provider";
import { ColumnMenu } from "./column-menu.tsx";
import { stretchWords } from "./histogram-words.ts";
import { PlaceMenu } from "./place-menu.tsx";
import { ALL, type Show, type Span, spanOf, type View, withShow, withSpan } from "./view.ts";

interface ControlsProps {
  view: View;
  /** Types that are seen in the view, most frequent first. */
  types: readonly string[];
  onChange: (change: (view: View) => View) => void;
  /** The page shows a past moment: what is live there is a replay. */
  isReplay: boolean;
  /** Null where there is nothing to export from. */
  onExport: (() => void) | null;
  /** Where there is no room for it elsewhere: what is filtered by most. */
  children?: ReactNode;
}

const LASTS: [words: string, seconds: number][] = [
  ["Last 15 minutes", 900],
  ["Last hour", 3600],
  ["Last 6 hours", 21_600],
  ["Last 24 hours", 86_400],
  ["Last 7 days", 604_800],
  ["Last 30 days", 2_592_000],
];

/** Where the rows begin, which stretch of time, which columns, and the way out. */
export function Controls({ view, types, onChange, isReplay, onExport, children }: ControlsProps) {
  const { show } = view;
  const order = show.kind === "live" || show.kind === "newest" || show.kind === "oldest" ? show.kind : "";
  const choose = (next: Show) => onChange((now) => withShow(now, next));
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
      <Segmented<"live" | "newest" | "oldest" | "">
        label="Which events first"
        options={[
          {
            value: "live",
            label: isReplay ? "Replay" : "Live",
            title: "The newest, and new ones as they come",
          },
          { value: "newest", label: "Newest", title: "The newest first, standing still" },
          { value: "oldest", label: "Oldest", title: "The oldest first" },
        ]}
        value={order}
        onChange={(kind) => kind && choose({ kind })}
      />
      <PlaceMenu show={show} onShow={choose} />
      <div className="flex min-w-0 items-center gap-2 max-sm:w-[calc(100%-3.5rem)]">
        <SpanChoice view={view} onSpan={(span) => onChange((now) => withSpan(now, span))} />
        {children}
      </div>
      <div className="ms-auto flex items-center gap-1">
        <div className="max-sm:hidden">
          <ColumnMenu
            fields={view.columns}
            types={types}
            onChange={(columns) => onChange((now) => ({ ...now, columns }))}
          />
        </div>
        {onExport && (
          <Button kind="quiet" icon={Download} onClick={onExport}>
            <span className="max-sm:sr-only">Export</span>
          </Button>
        )}
      </div>
    </div>
  );
}

function SpanChoice({ view, onSpan }: { view: View; onSpan: (span: Span) => void }) {
  const { zone } = usePreferences();
  const { span, show } = view;
  const own = spanOf(show);
  if (span.kind === "between")
    return (
      <span className="inline-flex h-8 min-w-0 items-center max-sm:shrink-0 rounded-control border border-accent/50 bg-accent/8 ps-2.5 text-12 text-strong pointer-coarse:h-11">
        <span className="figures truncate">
          {stretchWords(span.from, span.to, zone).slice("2026-".length)}
        </span>
        <IconButton icon={X} size={13} label="Any time again" onClick={() => onSpan(ALL)} />
      </span>
    );
  const value = span.kind === "last" ? String(span.seconds) : "all";
  const listed = value === "all" || LASTS.some(([, seconds]) => String(seconds) === value);
  return (
    <Select
      aria-label={show.kind === "live" ? "Time on the chart" : "Time"}
      value={value}
      onChange={({ target }) =>
        onSpan(target.value === "all" ? ALL : { kind: "last", seconds: Number(target.value) })
      }
      className="min-w-0 border-line! sm:w-auto!"
    >
      {own.kind === "all" && <option value="all">Any time</option>}
      {LASTS.map(([words, seconds]) => (
        <option key={seconds} value={seconds}>
          {words}
        </option>
      ))}
      {own.kind !== "all" && <option value="all">Any time</option>}
      {!listed && <option value={value}>Last {value} s</option>}
    </Select>
  );
}
