"use client";

import { useEffect, useState } from "react";
import { SignedBar } from "#components/chart/signed-bar";
import { Empty, Skeleton } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import type { Version } from "#lib/dna/versions";
import { formatNumber, formatSigned, MISSING } from "#lib/format";
import type { Breakdown, KarmaEvaluation } from "#lib/karma/api-evaluations";
import { useReplay } from "#lib/live/use-live";
import { Advice } from "./advice.tsx";
import { metricLabel } from "./metric-inputs.ts";

interface WhyPanelProps {
  agentId: string;
  version: Version;
}

/** Why a version has its karma: which metric gave or cost how many points, what was warned of and recommended. */
export function WhyPanel({ agentId, version }: WhyPanelProps) {
  const { evaluation, loading, failed } = useEvaluation(agentId, version);
  const later = useReplay(() => true) && evaluation !== null && isLater(evaluation, version);
  return (
    <Panel title="Why this score" sub={<span className="figures">version {version.version}</span>}>
      {version.scored !== "evaluated" ? (
        <Empty title="Not scored yet">
          {version.scored === "inherited"
            ? "Its karma is its parent's, until it is scored itself."
            : "With its first score, what it was made from stands here."}
        </Empty>
      ) : loading ? (
        <Skeleton className="h-32 w-full" />
      ) : failed ? (
        <Empty title="The reasons could not be loaded">{failed}</Empty>
      ) : later ? (
        <Empty title="The reasons of this score are not kept">
          The version was scored again after the moment that is shown; what is kept are the reasons of its
          newest score.
        </Empty>
      ) : evaluation?.breakdown ? (
        <Reasons breakdown={evaluation.breakdown} times={evaluation.times} />
      ) : (
        <Empty title="Its reasons are not known">
          This karma came as an event. Reasons are kept of scores that came through /api/karma.
        </Empty>
      )}
    </Panel>
  );
}

// A score and its event are written in one step, but told in different precision.
const isLater = ({ evaluated_at }: KarmaEvaluation, { scoredAt }: Version): boolean =>
  scoredAt !== null && Date.parse(evaluated_at) / 1000 > scoredAt + 0.01;

function Reasons({ breakdown, times }: { breakdown: Breakdown; times: number }) {
  return (
    <div className="flex flex-col gap-4">
      <p className="text-12 text-quiet">
        <span className="figures font-medium text-20 text-strong">{formatNumber(breakdown.score, 1)}</span> of
        100{times > 1 ? `, the newest of ${times} scores` : ""}
      </p>
      {breakdown.kind === "agent" ? (
        <Parts title="Points" parts={breakdown.parts} />
      ) : (
        <>
          {RYR.map((name) => (
            <Parts
              key={name}
              title={`${TITLES[name]}: ${formatNumber(breakdown[name].score, 1)} × ${breakdown[name].weight} = ${formatNumber(breakdown[name].points, 1)}`}
              parts={breakdown[name].parts}
            />
          ))}
          <Advice warnings={breakdown.critical_warnings} recommendations={breakdown.recommendations} />
        </>
      )}
    </div>
  );
}

const RYR = ["safety", "fleet", "navigation"] as const;
const TITLES = { safety: "Safety", fleet: "Fleet", navigation: "Navigation" };

interface PartsProps {
  title: string;
  parts: readonly { name: string; points: number; value: number | null }[];
}

function Parts({ title, parts }: PartsProps) {
  const max = parts.reduce((most, { points }) => Math.max(most, Math.abs(points)), 0);
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="figures mb-1 text-start font-medium text-12 text-normal">{title}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Metric</th>
          <th scope="col">Value</th>
          <th scope="col">Points</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ name, points, value }) => (
          <tr key={name} className="border-grid border-t align-baseline">
            <th scope="row" className="w-2/5 py-1 pe-2 text-start font-normal text-12 text-normal">
              {metricLabel(name)}
            </th>
            <td className="figures w-16 py-1 pe-2 text-end text-12 text-quiet">
              {value === null ? MISSING : formatNumber(value)}
            </td>
            <td className="py-1">
              <span className="flex items-center gap-2">
                <SignedBar value={points} max={max} />
                <span className="figures w-12 shrink-0 text-end text-12 text-strong">
                  {formatSigned(points, 1)}
                </span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Asked {
  stamp: string;
  evaluation: KarmaEvaluation | null;
  failed: string | null;
}

// Walking through versions must not ask for each that is passed.
const GATHER_MS = 150;

/** The newest score of a version as this server keeps it. A later score asks again. */
function useEvaluation(agentId: string, { version, scored, scoredAt }: Version) {
  const inCapsule = useReplay((view) => view.capsule !== null) ?? false;
  const [asked, setAsked] = useState<Asked | null>(null);
  const stamp = `${agentId} ${version} ${scoredAt}`;
  const enabled = scored === "evaluated" && !inCapsule;
  useEffect(() => {
    if (!enabled) return;
    const stop = new AbortController();
    const path = `/api/karma/agents/${encodeURIComponent(agentId)}/evaluations?version=${version}`;
    const timer = setTimeout(async () => {
      const found = await load(path, stop.signal);
      if (!stop.signal.aborted) setAsked({ stamp, ...found });
    }, GATHER_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [agentId, version, stamp, enabled]);
  const mine = asked?.stamp === stamp ? asked : null;
  return {
    evaluation: mine?.evaluation ?? null,
    failed: mine?.failed ?? null,
    loading: enabled && mine === null,
  };
}

async function load(path: string, signal: AbortSignal): Promise<Omit<Asked, "stamp">> {
  const answer = await fetch(path, { signal }).catch(() => null);
  if (!answer?.ok)
    return {
      evaluation: null,
      failed: answer ? `The server answered ${answer.status}.` : "The server did not answer.",
    };
  const { KarmaEvaluations } = await import("#lib/karma/api-evaluations");
  const read = KarmaEvaluations.safeParse(await answer.json().catch(() => null));
  if (!read.success) return { evaluation: null, failed: "The server's answer was not understood." };
  return { evaluation: read.data.evaluations.at(-1) ?? null, failed: null };
}
