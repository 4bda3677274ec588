"use client";

import { type FormEvent, useState } from "react";
import { numberOrText } from "#lib/dna/form-problems";
import { RyrMetrics, RyrScore } from "#lib/karma/api";
import { fleetScore, navigationScore, overallScore, RYR_WEIGHTS, safetyScore } from "#lib/karma/score";
import { Advice } from "./advice.tsx";
import { beginning, RYR_GROUPS } from "./metric-inputs.ts";
import { MetricFields, ScoreFoot } from "./score-parts.tsx";
import { useSend } from "./use-send.ts";

type Group = keyof RyrMetrics;
type Texts = Record<Group, Record<string, string>>;

const NAMES = RYR_GROUPS.map(({ name }) => name);
const begin = (): Texts =>
  Object.fromEntries(RYR_GROUPS.map(({ name, inputs }) => [name, beginning(inputs)])) as Texts;

/** From how the agent's robots work together, how safely, and how they find their way. */
export function RyrScoreForm({ agentId }: { agentId: string }) {
  const [texts, setTexts] = useState(begin);
  const [score, setScore] = useState<RyrScore | null>(null);
  const { form, busy, problems, message, changed, send } = useSend(NAMES);
  const body = Object.fromEntries(NAMES.map((group) => [group, numbersIn(texts[group])]));
  const complete = RyrMetrics.safeParse(body);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setScore(null);
    const path = `/api/karma/ryr/agents/${encodeURIComponent(agentId)}/score`;
    const answer = RyrScore.safeParse(await send(path, body));
    if (answer.success) setScore(answer.data);
  }

  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-5">
      {RYR_GROUPS.map(({ name, title, inputs }) => (
        <fieldset key={name} className="min-w-0">
          <legend className="mb-2 font-medium text-13 text-strong">
            {title} <span className="figures font-normal text-12 text-quiet">weighs {RYR_WEIGHTS[name]}</span>
          </legend>
          {problems[name] && (
            <p role="alert" className="mb-2 break-words text-12 text-critical">
              {problems[name]}
            </p>
          )}
          <div className="grid grid-cols-2 gap-x-4 gap-y-3">
            <MetricFields
              inputs={inputs}
              texts={texts[name]}
              problems={{}}
              onChange={(metric, text) => {
                changed(name);
                setTexts({ ...texts, [name]: { ...texts[name], [metric]: text } });
              }}
            />
          </div>
        </fieldset>
      ))}
      <ScoreFoot
        busy={busy}
        message={message}
        expected={complete.success ? expectedOf(complete.data) : null}
        score={score?.overall_score ?? null}
      />
      {score && <Advice warnings={score.critical_warnings} recommendations={score.recommendations} />}
    </form>
  );
}

const numbersIn = (texts: Record<string, string>) =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, numberOrText(text)]));

const expectedOf = ({ fleet, safety, navigation }: RyrMetrics): number =>
  overallScore({
    fleet: fleetScore(fleet),
    safety: safetyScore(safety),
    navigation: navigationScore(navigation),
  });
