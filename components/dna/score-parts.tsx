"use client";

import { Target } from "lucide-react";
import { WriteButton, WritingNote } from "#components/history/write-button";
import { Field, FormError, Input } from "#components/ui/form";
import { formatNumber } from "#lib/format";
import type { MetricInput } from "./metric-inputs.ts";

interface MetricFieldsProps {
  inputs: readonly MetricInput[];
  texts: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  onChange: (name: string, text: string) => void;
}

/** A number for each metric. */
export function MetricFields({ inputs, texts, problems, onChange }: MetricFieldsProps) {
  return inputs.map(({ name, label, hint }) => (
    <Field key={name} label={label} hint={hint} error={problems[name] ?? null}>
      <Input
        inputMode="decimal"
        autoComplete="off"
        value={texts[name] ?? ""}
        onChange={({ target }) => onChange(name, target.value)}
        className="figures max-w-40"
      />
    </Field>
  ));
}

interface ScoreFootProps {
  busy: boolean;
  message: string | null;
  /** By the formula, 0–100; null while something is missing. */
  expected: number | null;
  /** As the server answered. */
  score: number | null;
}

/** The button, and what came of it. */
export function ScoreFoot({ busy, message, expected, score }: ScoreFootProps) {
  return (
    <>
      <WritingNote />
      {message && <FormError>{message}</FormError>}
      <div className="flex flex-wrap items-center gap-3">
        <WriteButton kind="primary" type="submit" icon={Target} busy={busy}>
          Score
        </WriteButton>
        <span className="figures text-12 text-quiet">
          {expected !== null &&
            score === null &&
            `By the formula this gives ${formatNumber(expected, 1)} of 100.`}
        </span>
      </div>
      <div role="status" className="min-h-16">
        {score !== null && (
          <p className="figures rounded-control border border-line bg-surface-0 px-3 py-2">
            <span className="font-medium text-20 text-strong">{formatNumber(score, 1)}</span>
            <span className="text-quiet"> of 100</span>
            <span className="block text-12 text-normal">
              Saved as a karma of {formatNumber(score / 100, 2)}: the page shows it by itself.
            </span>
          </p>
        )}
      </div>
    </>
  );
}
