"use client";

import { Segmented } from "#components/ui/choice";
import { LIVE, SPANS } from "./spans.ts";

interface SpanChoiceProps {
  /** The id of a span, or of the live one. */
  value: string;
  onChange: (id: string) => void;
  /** Of the past there is no live one. */
  live: boolean;
}

export function SpanChoice({ value, onChange, live }: SpanChoiceProps) {
  const offered = live ? [LIVE, ...SPANS] : SPANS;
  return (
    <Segmented
      label="How far back"
      options={offered.map(({ id, label, words }) => ({ value: id, label, title: words }))}
      value={value}
      onChange={onChange}
    />
  );
}
