"use client";

import { useMemo, useState } from "react";
import { ScatterChart, type ScatterPoint } from "#components/chart/scatter-chart";
import { Segmented } from "#components/ui/choice";
import { Empty } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { usePreferences } from "#components/ui/preferences-provider";
import { clockTime, formatMs, formatNumber, type Zone } from "#lib/format";
import { durationSummary } from "#lib/metrics/sentence";
import type { JobState } from "#lib/metrics/state";
import { durationMs, SLOW_MS } from "#lib/metrics/status";
import { useOutageBands } from "../history/use-outages.ts";
import { runState } from "./run-marks.ts";

export interface RunChartProps {
  job: JobState | undefined;
  picked: string | null;
  onPick: (runId: string) => void;
  /** Unix seconds. */
  from: number;
  to: number;
}

const LIMITS = [{ value: SLOW_MS, label: `slow above ${formatNumber(SLOW_MS)} ms` }];
const short = (ms: number) => (ms >= 1000 ? `${formatNumber(ms / 1000)} s` : `${formatNumber(ms)} ms`);
// A log axis has no zero.
const LOWEST_MS = 1;

/** How long each run took, against the limit. */
export function DurationPanel({ job, picked, onPick, from, to }: RunChartProps) {
  const { zone } = usePreferences();
  const [scale, setScale] = useState<"linear" | "log">("linear");
  const points = useMemo(() => pointsOf(job, scale === "log", zone), [job, scale, zone]);
  const holes = useOutageBands(from, to);
  const usual = durationSummary(job);
  return (
    <Panel
      title="Duration"
      sub={
        usual && (
          <span className="figures">
            median {formatMs(usual.p50)}, 95 % within {formatMs(usual.p95)}
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
          thresholds={LIMITS}
          holes={holes}
          picked={picked}
          onPick={onPick}
          height={152}
        />
      )}
    </Panel>
  );
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
