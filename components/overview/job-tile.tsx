"use client";

import { useMemo } from "react";
import { RunStrip } from "#components/chart/run-strip";
import { Truth } from "#components/history/truth";
import { usePreferences } from "#components/ui/preferences-provider";
import { StateBadge } from "#components/ui/state";
import { formatMs, formatSeconds, MISSING } from "#lib/format";
import { useStatePart } from "#lib/live/use-live";
import { intervalOf, OWN_JOB } from "#lib/metrics/cadence";
import { durationMs, jobStatus, lastEnded } from "#lib/metrics/status";
import { lastRunOrigin, runOrigin } from "#lib/overview/origins";
import { useOutages } from "../history/use-outages.ts";
import { runMarks, runsSince } from "../metrics/run-marks.ts";
import { useInterval } from "../metrics/use-interval.ts";
import { useViewTime } from "../shell/use-view.ts";
import { Tile, type TileHead, TileSkeleton } from "./tile.tsx";

const RUNS = 40;
const HOW = "By the clock and by the last that was heard of a run:";

export function JobTile(head: TileHead) {
  const jobs = useStatePart(({ metrics }) => metrics.jobs);
  const job = jobs.get(OWN_JOB) ?? [...jobs.values()][0];
  const own = useInterval();
  // The cadence of another producer's job may not be known.
  const interval = intervalOf(job?.job_id ?? OWN_JOB, job, own) ?? Number.POSITIVE_INFINITY;
  const now = useViewTime();
  const { zone } = usePreferences();
  const ended = lastEnded(job);
  const took = ended ? durationMs(ended) : null;
  const outages = useOutages(runsSince(job, RUNS));
  const marks = useMemo(() => runMarks(job, interval, RUNS, zone, outages), [job, interval, zone, outages]);
  if (now === null) return <TileSkeleton {...head} />;
  const { word, nextRunAt, lastStartedAt } = jobStatus(job, now, interval);
  return (
    <Tile
      {...head}
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
          <Truth
            origin={
              job && nextRunAt !== null ? { kind: "event", streamId: lastRunOrigin(job), how: HOW } : null
            }
          >
            <span className="figures text-quiet">{nextWords(nextRunAt, now)}</span>
          </Truth>
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
