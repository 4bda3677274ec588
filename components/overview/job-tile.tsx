"use client";

import { useMemo } from "react";
import { RunStrip } from "#components/chart/run-strip";
import { Truth } from "#components/history/truth";
import { usePreferences } from "#components/ui/preferences-provider";
import { StateBadge } from "#components/ui/state";
import { formatMs, formatSeconds, MISSING } from "#lib/format";
import type { JobState } from "#lib/metrics/state";
import { durationMs, jobStatus, lastEnded } from "#lib/metrics/status";
import { lastRunOrigin, runOrigin } from "#lib/overview/origins";
import { useOutages } from "../history/use-outages.ts";
import { runMarks } from "../metrics/run-marks.ts";
import { Tile } from "./tile.tsx";

const RUNS = 40;
const HOW = "By the clock and by the last that was heard of a run:";

interface JobTileProps {
  job: JobState | undefined;
  /** Null while the cadence of another producer's job isn't known. */
  intervalSeconds: number | null;
  now: number;
}

export function JobTile({ job, intervalSeconds, now }: JobTileProps) {
  const interval = intervalSeconds ?? Number.POSITIVE_INFINITY;
  const { zone } = usePreferences();
  const { word, nextRunAt, lastStartedAt } = jobStatus(job, now, interval);
  const ended = lastEnded(job);
  const took = ended ? durationMs(ended) : null;
  const outages = useOutages();
  const marks = useMemo(() => runMarks(job, interval, RUNS, zone, outages), [job, interval, zone, outages]);
  return (
    <Tile
      href="/job"
      title="Aggregation job"
      figure={
        <Truth origin={job ? { kind: "event", streamId: lastRunOrigin(job), how: HOW } : null}>
          <StateBadge state={word} size="large">
            {word === "running" && lastStartedAt !== null
              ? `Running ${formatSeconds(now - lastStartedAt)}`
              : undefined}
          </StateBadge>
        </Truth>
      }
      facts={
        <>
          <Truth origin={took === null ? null : { kind: "event", streamId: runOrigin(ended) }}>
            <span className="figures">Last took {took === null ? MISSING : formatMs(took)}</span>
          </Truth>
          <span className="figures text-quiet">{nextWords(nextRunAt, now)}</span>
        </>
      }
      chart={<RunStrip label={`Last ${RUNS} runs`} marks={marks} slots={RUNS} height={36} />}
      caption={job ? `Last ${RUNS} runs` : "It has not run yet"}
    />
  );
}

function nextWords(nextRunAt: number | null, now: number): string {
  if (nextRunAt === null || !Number.isFinite(nextRunAt)) return "";
  const left = nextRunAt - now;
  return left >= 0 ? `Next in ${formatSeconds(left)}` : `Due for ${formatSeconds(-left)}`;
}
