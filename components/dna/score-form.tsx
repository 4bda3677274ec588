"use client";

import { Target } from "lucide-react";
import { type FormEvent, useState } from "react";
import { WriteButton, WritingNote } from "#components/history/write-button";
import { Field, FormError, Input } from "#components/ui/form";
import { numberOrText } from "#lib/dna/form-problems";
import { formatNumber } from "#lib/format";
import { KarmaMetrics, KarmaScore } from "#lib/karma/api";
import { karmaScore } from "#lib/karma/score";
import { useSend } from "./use-send.ts";

type Name = keyof KarmaMetrics;

const INPUTS: { name: Name; label: string; hint: string }[] = [
  { name: "success_rate", label: "Success rate", hint: "Share of tasks that succeeded, 0 to 1" },
  { name: "avg_latency_ms", label: "Mean latency", hint: "Milliseconds per task" },
  { name: "policy_violations", label: "Policy violations", hint: "How many, a whole number" },
  { name: "user_rating_avg", label: "Mean user rating", hint: "0 to 5" },
  { name: "credit_consumption_per_task", label: "Credits per task", hint: "How many on average" },
];
const NAMES = INPUTS.map(({ name }) => name);
const EMPTY = Object.fromEntries(NAMES.map((name) => [name, ""])) as Record<Name, string>;

/** Scores the agent's latest version from how it works. */
export default function ScoreForm({ agentId, version }: { agentId: string; version: number | undefined }) {
  const [texts, setTexts] = useState(EMPTY);
  const [score, setScore] = useState<KarmaScore | null>(null);
  const { form, busy, problems, message, changed, send } = useSend(NAMES);
  const body = Object.fromEntries(NAMES.map((name) => [name, numberOrText(texts[name])]));
  const complete = KarmaMetrics.safeParse(body);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setScore(null);
    const path = `/api/karma/agents/${encodeURIComponent(agentId)}/score`;
    const answer = KarmaScore.safeParse(await send(path, body));
    if (answer.success) setScore(answer.data);
  }

  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
      <p className="text-normal">
        The score becomes the karma of the agent's latest version
        {version === undefined ? "" : `, ${version} now`}.
      </p>
      {INPUTS.map(({ name, label, hint }) => (
        <Field key={name} label={label} hint={hint} error={problems[name] ?? null}>
          <Input
            inputMode="decimal"
            autoComplete="off"
            value={texts[name]}
            onChange={(event) => {
              changed(name);
              setTexts({ ...texts, [name]: event.target.value });
            }}
            className="figures max-w-40"
          />
        </Field>
      ))}
      <WritingNote />
      {message && <FormError>{message}</FormError>}
      <div className="flex flex-wrap items-center gap-3">
        <WriteButton kind="primary" type="submit" icon={Target} busy={busy}>
          Score
        </WriteButton>
        <span className="figures text-12 text-quiet">
          {complete.success &&
            !score &&
            `By the formula this gives ${formatNumber(karmaScore(complete.data), 1)} of 100.`}
        </span>
      </div>
      <div role="status" className="min-h-16">
        {score && (
          <p className="figures rounded-control border border-line bg-surface-0 px-3 py-2">
            <span className="font-medium text-20 text-strong">{formatNumber(score.score, 1)}</span>
            <span className="text-quiet"> of 100</span>
            <span className="block text-12 text-normal">
              Saved as a karma of {formatNumber(score.score / 100, 2)}: the chart shows it by itself.
            </span>
          </p>
        )}
      </div>
    </form>
  );
}
