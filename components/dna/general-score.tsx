"use client";

import { type FormEvent, useState } from "react";
import { numberOrText } from "#lib/dna/form-problems";
import { KarmaMetrics, KarmaScore } from "#lib/karma/api";
import { karmaScore } from "#lib/karma/score";
import { beginning, KARMA_INPUTS } from "./metric-inputs.ts";
import { MetricFields, ScoreFoot } from "./score-parts.tsx";
import { useSend } from "./use-send.ts";

const NAMES = KARMA_INPUTS.map(({ name }) => name);

/** From how the agent works. */
export function GeneralScore({ agentId }: { agentId: string }) {
  const [texts, setTexts] = useState(() => beginning(KARMA_INPUTS));
  const [score, setScore] = useState<KarmaScore | null>(null);
  const { form, busy, problems, message, changed, send } = useSend(NAMES);
  const body = Object.fromEntries(NAMES.map((name) => [name, numberOrText(texts[name] ?? "")]));
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
      <MetricFields
        inputs={KARMA_INPUTS}
        texts={texts}
        problems={problems}
        onChange={(name, text) => {
          changed(name);
          setTexts({ ...texts, [name]: text });
        }}
      />
      <ScoreFoot
        busy={busy}
        message={message}
        expected={complete.success ? karmaScore(complete.data) : null}
        score={score?.score ?? null}
      />
    </form>
  );
}
