"use client";

import { useLive } from "#lib/live/use-live";
import { intervalOf, OWN_JOB } from "#lib/metrics/cadence";
import type { JobState } from "#lib/metrics/state";
import { useUrlParam } from "../ui/use-url-param.ts";
import { useInterval } from "./use-interval.ts";

export interface ChosenJob {
  jobId: string;
  /** Undefined when it has never run. */
  job: JobState | undefined;
  /** Infinity while the cadence of another producer's job isn't known. */
  intervalSeconds: number;
  /** All there are, the own one first. */
  jobIds: readonly string[];
  choose: (jobId: string) => void;
}

/** The job of the address, of the run in the address, or this server's own; null before the first picture. */
export function useJob(runId: string | null): ChosenJob | null {
  const jobs = useLive(({ live }) => (live.kind === "live" ? live.state.metrics.jobs : null));
  const setting = useInterval();
  const [wanted, setWanted] = useUrlParam("job");
  if (!jobs) return null;
  const ofRun = [...jobs.values()].find((job) => job.runs.some(({ id }) => id === runId));
  // Also one that has never run, or had not by the moment that is looked at.
  const jobId = wanted ?? ofRun?.job_id ?? OWN_JOB;
  const others = new Set([...jobs.keys(), jobId].filter((id) => id !== OWN_JOB));
  const jobIds = [OWN_JOB, ...[...others].sort()];
  const job = jobs.get(jobId);
  return {
    jobId,
    job,
    intervalSeconds: intervalOf(jobId, job, setting) ?? Number.POSITIVE_INFINITY,
    jobIds,
    choose: (id) => setWanted(id === OWN_JOB ? null : id),
  };
}
