"use client";

import { memo, useMemo, useState } from "react";
import { ScatterChart, type ScatterPoint } from "#components/chart/scatter-chart";
import { Truth } from "#components/history/truth";
import { Segmented } from "#components/ui/choice";
import { Empty } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { usePreferences } from "#components/ui/preferences-provider";
import { clockTime, formatMs, formatNumber, type Zone } from "#lib/format";
import { durationSummary } from "#lib/metrics/sentence";
import type { JobState } from "#lib/metrics/state";
import { durationMs, lastEnded, SLOW_MS } from "#lib/metrics/status";
import { runOrigin } from "#lib/overview/origins";
import type { Threshold } from "../chart/line-chart.tsx";
import { useOutageBands } from "../history/use-outages.ts";
import { runState } from "./run-marks.ts";

const HOW = "Of the runs that are kept here. The last that ended:";

export interface RunChartProps {
  job: JobState | undefined;
  picked: string | null;
  onPick: (runId: string) => void;
  /** Unix seconds. */
  from: number;
  to: number;
}

const LIMIT = { value: SLOW_MS, label: `slow above ${formatNumber(SLOW_MS)} ms` };
const short = (ms: number) => (ms >= 1000 ? `${formatNumber(ms / 1000)} s` : `${formatNumber(ms)} ms`);
// A log axis has no zero.
const LOWEST_MS = 1;

/** How long each run took, against the limit. */
export const DurationPanel = memo(function DurationPanel({ job, picked, onPick, from, to }: RunChartProps) {
  const { zone } = usePreferences();
  const [scale, setScale] = useState<"linear" | "log">("linear");
  const points = useMemo(() => pointsOf(job, scale === "log", zone), [job, scale, zone]);
  const holes = useOutageBands(from, to);
  const usual = durationSummary(job);
  const { p50 = null, p95 = null } = usual ?? {};
  const lines = useMemo(() => linesAt(p50, p95, scale === "log"), [p50, p95, scale]);
  return (
    <Panel
      title="Duration"
      sub={
        usual && (
          <span className="figures">
            <Truth origin={{ kind: "event", streamId: runOrigin(lastEnded(job)), how: HOW }}>
              median {formatMs(usual.p50)}, 95 % within {formatMs(usual.p95)}
            </Truth>
          </span>
        )
      }
      actions={
        <Segmented
          label="Scale"
          options={[
            { value: "linear", label: "Linear" },
            { value: "log", label: "Log", title: "Logarithmic: each line is ten times the one below" },
          ]}
          value={scale}
          onChange={setScale}
        />
      }
    >
      {points.length === 0 ? (
        <Empty title="No run has ended yet">Every run becomes a mark here.</Empty>
      ) : (
        <ScatterChart
          label="Duration of each run"
          points={points}
          from={from}
          to={to}
          log={scale === "log"}
          format={short}
          thresholds={lines}
          holes={holes}
          picked={picked}
          onPick={onPick}
          height={152}
        />
      )}
    </Panel>
  );
});

/** The limit, and what is usual; two lines that would lie on each other are one. */
function linesAt(p50: number | null, p95: number | null, log: boolean): Threshold[] {
  if (p50 === null || p95 === null) return [LIMIT];
  const apart = log ? p95 > 1.5 * p50 : p95 - p50 > SLOW_MS / 12;
  const line = (value: number, label: string): Threshold => ({
    value: log ? Math.max(LOWEST_MS, value) : value,
    label,
    tone: "stale",
  });
  return [LIMIT, ...(apart ? [line(p50, "median")] : []), line(p95, "95 % below")];
}

function pointsOf(job: JobState | undefined, log: boolean, zone: Zone): ScatterPoint[] {
  return (job?.runs ?? []).flatMap((run) => {
    const took = durationMs(run);
    if (took === null || !("ended_at" in run)) return [];
    const at = run.started_at ?? run.ended_at;
    const state = runState(run);
    const words = [clockTime(at, zone), `${state === "slow" ? "slow" : run.status}, ${formatMs(took)}`];
    if (run.status === "failed") words.push(run.error_type);
    return [{ id: run.id, x: at, y: log ? Math.max(LOWEST_MS, took) : took, state, words }];
  });
}
