"use client";

import { useMemo } from "react";
import { RunStrip } from "#components/chart/run-strip";
import { Truth } from "#components/history/truth";
import { usePreferences } from "#components/ui/preferences-provider";
import { StateBadge } from "#components/ui/state";
import { formatMs, formatNumber, formatSeconds, MISSING, plural } from "#lib/format";
import { useStatePart } from "#lib/live/use-live";
import { OWN_JOB } from "#lib/metrics/cadence";
import { durationMs, lastEnded } from "#lib/metrics/status";
import { lastRunOrigin, runOrigin } from "#lib/overview/origins";
import { type WorstJob, worstJob } from "#lib/overview/worst-job";
import { useOutages } from "../history/use-outages.ts";
import { lastStuck, runMarks, runsSince } from "../metrics/run-marks.ts";
import { useInterval } from "../metrics/use-interval.ts";
import { linkTo } from "../shell/pages.ts";
import { useViewTime } from "../shell/use-view.ts";
import { Tile, type TileHead, TileSkeleton } from "./tile.tsx";

const RUNS = 40;
const HOW = "By the clock and by the last that was heard of a run:";

/** The job that is worst off, so that all is well only where it is with all of them. */
export function JobTile(head: TileHead) {
  const jobs = useStatePart(({ metrics }) => metrics.jobs);
  const own = useInterval();
  const now = useViewTime();
  if (now === null) return <TileSkeleton {...head} />;
  return <Drawing head={head} worst={worstJob(jobs, now, own)} now={now} />;
}

function Drawing({ head, worst, now }: { head: TileHead; worst: WorstJob; now: number }) {
  const { jobId, job, intervalSeconds: interval, status } = worst;
  const { zone } = usePreferences();
  const ended = lastEnded(job);
  const took = ended ? durationMs(ended) : null;
  const outages = useOutages(runsSince(job, RUNS));
  const { word, nextRunAt, lastStartedAt } = status;
  const stuck = word === "stuck";
  const marks = useMemo(() => {
    const all = runMarks(job, interval, RUNS, zone, outages);
    return stuck ? lastStuck(all) : all;
  }, [job, interval, zone, outages, stuck]);
  return (
    <Tile
      {...(jobId === OWN_JOB ? head : { href: linkTo.job(jobId), title: `Job ${jobId}` })}
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
              job && nextRunAt !== null && Number.isFinite(nextRunAt)
                ? { kind: "event", streamId: lastRunOrigin(job), how: HOW }
                : null
            }
          >
            <span className="figures text-quiet">{nextWords(nextRunAt, now)}</span>
          </Truth>
        </>
      }
      chart={<RunStrip label={`Last ${RUNS} runs`} marks={marks} slots={RUNS} height={36} />}
      caption={`${job ? `Last ${RUNS} runs` : "It has not run yet"}${othersWords(worst)}`}
    />
  );
}

function othersWords({ jobId, others, othersInTrouble: troubled }: WorstJob): string {
  if (jobId !== OWN_JOB) return `, worst of ${formatNumber(others + 1)} jobs`;
  if (others === 0) return "";
  return troubled > 0
    ? `, ${plural(troubled, "other job")} in trouble`
    : `, ${plural(others, "other job")} without trouble`;
}

function nextWords(nextRunAt: number | null, now: number): string {
  if (nextRunAt === null || !Number.isFinite(nextRunAt)) return "";
  const left = nextRunAt - now;
  return left >= 0 ? `Next in ${formatSeconds(left)}` : `Due for ${formatSeconds(-left)}`;
}
