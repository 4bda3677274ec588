import { intervalOf, OWN_JOB } from "../metrics/cadence.ts";
import type { JobState } from "../metrics/state.ts";
import { type JobStatus, type JobWord, jobStatus } from "../metrics/status.ts";

/** As the list of what needs attention has them. */
const TROUBLES: readonly JobWord[] = ["stuck", "failed", "missed", "late", "slow"];

export interface WorstJob {
  jobId: string;
  /** Undefined when it has never run. */
  job: JobState | undefined;
  status: JobStatus;
  /** Seconds between two starts; Infinity where that isn't known. */
  intervalSeconds: number;
  /** How many other jobs there are, and how many of them are in trouble, too. */
  others: number;
  othersInTrouble: number;
}

/** The job that is worst off at `now` (Unix seconds): this server's own unless another one is in worse trouble. */
export function worstJob(
  jobs: ReadonlyMap<string, JobState>,
  now: number,
  ownIntervalSeconds: number,
): WorstJob {
  const ids = [OWN_JOB, ...[...jobs.keys()].filter((id) => id !== OWN_JOB).sort()];
  const looked = ids.map((jobId) => {
    const job = jobs.get(jobId);
    const intervalSeconds = intervalOf(jobId, job, ownIntervalSeconds) ?? Number.POSITIVE_INFINITY;
    return { jobId, job, intervalSeconds, status: jobStatus(job, now, intervalSeconds) };
  });
  const troubled = looked.filter(({ status }) => TROUBLES.includes(status.word));
  const [worst = looked[0]] = TROUBLES.flatMap((word) =>
    troubled.filter(({ status }) => status.word === word),
  );
  // There is always this server's own.
  if (!worst) throw new Error("No job was looked at");
  return {
    ...worst,
    others: looked.length - 1,
    othersInTrouble: troubled.filter((one) => one !== worst).length,
  };
}
