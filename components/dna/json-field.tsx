"use client";

import { type ReactNode, useState } from "react";
import { Field, Textarea } from "#components/ui/form";
import { readObject } from "#lib/dna/form-problems";

interface JsonFieldProps {
  label: string;
  hint?: ReactNode;
  /** What the server, or the form as a whole, found wrong. */
  problem: string | undefined;
  value: string;
  onChange: (value: string) => void;
  rows: number;
}

/** An object typed as JSON. It complains when one leaves it, not while one types. */
export function JsonField({ label, hint, problem, value, onChange, rows }: JsonFieldProps) {
  const [left, setLeft] = useState(false);
  const read = readObject(value);
  const own = left && !read.ok ? read.problem : undefined;
  return (
    <Field label={label} hint={hint} error={own ?? problem ?? null}>
      <Textarea
        mono
        rows={rows}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setLeft(false);
          onChange(event.target.value);
        }}
        onBlur={() => {
          setLeft(true);
          if (read.ok) onChange(formatted(read.value));
        }}
      />
    </Field>
  );
}

export const formatted = (value: Record<string, unknown>): string => JSON.stringify(value, null, 2);
