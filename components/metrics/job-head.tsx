"use client";

import { Truth } from "#components/history/truth";
import { usePreferences } from "#components/ui/preferences-provider";
import { StateBadge } from "#components/ui/state";
import { formatSeconds, MISSING } from "#lib/format";
import { OWN_JOB } from "#lib/metrics/cadence";
import { jobSentence } from "#lib/metrics/sentence";
import type { JobState } from "#lib/metrics/state";
import { jobStatus } from "#lib/metrics/status";
import { lastRunOrigin } from "#lib/overview/origins";
import { RunNow } from "./run-now.tsx";
import { RunTimer } from "./run-timer.tsx";

const HOW = "By the clock and by the last that was heard of a run:";
const NEXT_HOW = "By its cadence, from the last run:";

interface JobHeadProps {
  job: JobState | undefined;
  jobId: string;
  intervalSeconds: number;
  now: number;
}

/** The answer: one word, the sentence that says why, and when it runs again. */
export function JobHead({ job, jobId, intervalSeconds, now }: JobHeadProps) {
  const { zone } = usePreferences();
  const { word, lastStartedAt, nextRunAt } = jobStatus(job, now, intervalSeconds);
  const started = nextRunAt === null ? null : job?.runs.at(-1)?.id;
  const going = (word === "running" || word === "stuck") && lastStartedAt !== null;
  return (
    <section
      aria-labelledby="job-name"
      className="grid gap-x-6 gap-y-4 rounded-card border border-line bg-surface-1 px-4 py-4 md:grid-cols-[1fr_auto]"
    >
      <div className="min-w-0">
        <h2 id="job-name" className="truncate font-mono text-12 text-quiet">
          {jobId}
        </h2>
        <p className="mt-1 flex min-h-10 flex-wrap items-center gap-x-3">
          <Truth origin={job ? { kind: "event", streamId: lastRunOrigin(job), how: HOW } : null}>
            <StateBadge state={word} size="large" />
          </Truth>
          {going && <RunTimer since={lastStartedAt} />}
        </p>
        <p className="figures mt-1 max-w-prose break-words text-14 text-normal">
          {jobSentence(job, now, intervalSeconds, zone)}
        </p>
      </div>
      <div className="flex flex-col gap-3 md:w-90 md:items-end md:text-end">
        <dl className="flex items-baseline gap-3 md:flex-col md:items-end md:gap-0">
          <dt className="text-12 text-quiet">Next run</dt>
          <dd className="figures font-medium text-20 text-strong">
            <Truth origin={started ? { kind: "event", streamId: started, how: NEXT_HOW } : null}>
              {nextWords(nextRunAt, now, going)}
            </Truth>
          </dd>
        </dl>
        {jobId === OWN_JOB ? (
          <RunNow jobId={jobId} />
        ) : (
          <p className="max-w-prose text-12 text-quiet">
            {job
              ? "Another producer runs this job: it can be watched here, not started."
              : "No job of this name is known. If another producer has one, it can be watched here once it runs."}
          </p>
        )}
      </div>
    </section>
  );
}

function nextWords(nextRunAt: number | null, now: number, going: boolean): string {
  if (nextRunAt === null || !Number.isFinite(nextRunAt)) return MISSING;
  if (going && now >= nextRunAt) return "after this one";
  const left = nextRunAt - now;
  return left >= 0 ? `in ${formatSeconds(left)}` : `due for ${formatSeconds(-left)}`;
}
