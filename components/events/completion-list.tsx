"use client";

import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useMemo, useState } from "react";
import { complete, type Option } from "../../lib/query/complete.ts";
import { useKnown } from "./use-known.ts";

export interface CompletionHandle {
  /** Whether the key was this list's. */
  onKey(event: KeyboardEvent): boolean;
}

export interface CompletionState {
  open: boolean;
  /** The id of the option that `Enter` would take. */
  activeId: string | null;
}

interface CompletionListProps {
  id: string;
  text: string;
  caret: number;
  onState: (state: CompletionState) => void;
  /** The filter with an option taken, and where the caret is then. */
  onTake: (text: string, caret: number) => void;
  ref: Ref<CompletionHandle>;
}

/** What could stand at the caret. Arrow keys choose, `Enter` or `Tab` takes what is chosen. */
export default function CompletionList({ id, text, caret, onState, onTake, ref }: CompletionListProps) {
  const [known, ask] = useKnown();
  const completion = useMemo(() => complete(text, caret, known), [text, caret, known]);
  const { options, wantsValuesOf } = completion;
  const place = `${completion.from} ${text}`;
  const [chosen, setChosen] = useState({ place, index: -1 });
  const index = chosen.place === place ? Math.min(chosen.index, options.length - 1) : -1;
  const activeId = index >= 0 ? `${id}-${index}` : null;
  const open = options.length > 0;

  useEffect(() => {
    if (wantsValuesOf) return ask(wantsValuesOf.field, wantsValuesOf.prefix);
  }, [ask, wantsValuesOf]);
  useEffect(() => onState({ open, activeId }), [onState, open, activeId]);
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);

  function take(option: Option): void {
    const before = text.slice(0, completion.from) + option.text;
    const after = text.slice(completion.to);
    // A value is whole: the next term can follow. A name isn't: its value does.
    const isWhole = after === "" && !/[\s:=<>]$/.test(option.text) && isValue(option);
    onTake(before + (isWhole ? " " : "") + after, before.length + (isWhole ? 1 : 0));
  }

  useImperativeHandle(ref, () => ({
    onKey({ key, shiftKey }) {
      if (!open) return false;
      const option = options[index];
      if (key === "ArrowDown" || key === "ArrowUp") {
        const step = key === "ArrowDown" ? 1 : -1;
        // Between the last and the first one the text itself is chosen.
        const next =
          index + step < -1 ? options.length - 1 : index + step >= options.length ? -1 : index + step;
        setChosen({ place, index: next });
      } else if ((key === "Enter" || (key === "Tab" && !shiftKey)) && option) take(option);
      else return false;
      return true;
    },
  }));

  return (
    <div
      id={id}
      role="listbox"
      aria-label="What could stand here"
      hidden={!open}
      className="max-h-72 w-full max-w-xl overflow-y-auto rounded-card border border-line bg-surface-1 py-1 shadow-over"
    >
      {options.map((option, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above it has the keys.
        // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant points at it.
        <div
          key={`${option.text} ${option.detail}`}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === index}
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => take(option)}
          className="flex min-h-8 cursor-pointer items-center gap-4 px-3 text-12 hover:bg-surface-2 aria-selected:bg-accent/14 pointer-coarse:min-h-11"
        >
          <span className="min-w-0 truncate font-mono text-strong">{option.label}</span>
          <span className="ms-auto shrink-0 truncate text-quiet max-sm:max-w-36">{option.detail}</span>
        </div>
      ))}
    </div>
  );

  function isValue(option: Option): boolean {
    return /[:=<>]\(?$|[:=<>(]\S*$/.test(text.slice(0, completion.from)) && option.text !== "";
  }
}
