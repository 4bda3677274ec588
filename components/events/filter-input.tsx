"use client";

import { Search, X } from "lucide-react";
import { useState } from "react";
import { IconButton } from "#components/ui/button";
import { Input } from "#components/ui/form";
import { patternOf } from "#lib/events/type-pattern";

interface FilterInputProps {
  pattern: string | null;
  counts: ReadonlyMap<string, number>;
  onPattern: (pattern: string | null) => void;
}

/** A type, a part of one, or a pattern with `*`. Taken over with Enter or on leaving, so that typing filters once. */
export function FilterInput({ pattern, counts, onPattern }: FilterInputProps) {
  const [text, setText] = useState(pattern ?? "");
  const [shown, setShown] = useState(pattern);
  if (shown !== pattern) {
    setShown(pattern);
    setText(pattern ?? "");
  }
  const apply = () => {
    const next = patternOf(text, (type) => counts.has(type));
    if (next !== pattern) onPattern(next);
  };
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
        className="relative"
      >
        <Search aria-hidden size={14} className="absolute top-1/2 left-2.5 -translate-y-1/2 text-quiet" />
        <Input
          aria-label="Filter by type"
          placeholder="Filter: dna.* or karma"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={apply}
          list="event-types"
          autoComplete="off"
          spellCheck={false}
          className="ps-8 pe-8 font-mono text-12"
        />
        <datalist id="event-types">
          {[...counts.keys()].sort().map((type) => (
            <option key={type} value={type} />
          ))}
        </datalist>
        {pattern !== null && (
          <IconButton
            icon={X}
            label="Clear the filter"
            size={14}
            onClick={() => onPattern(null)}
            className="absolute top-1/2 right-0 -translate-y-1/2"
          />
        )}
      </form>
    </search>
  );
}
