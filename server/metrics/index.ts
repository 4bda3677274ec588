import { AppError } from "#lib/errors";
import type { State } from "#lib/fold";
import {
  type JobList,
  type JobRunResult,
  type MissionCounts,
  type MissionsAccepted,
  type MissionsRequest,
  toJob,
} from "#lib/metrics/api";
import { intervalOf, OWN_JOB } from "#lib/metrics/cadence";
import { toIso, toSeconds } from "#lib/time";
import type { Publish } from "#server/events/publish";
import type { Logger } from "#server/log";
import type { Store } from "#server/store/port";
import { aggregate, type RunOutcome } from "./aggregate.ts";
import { type MissionCounts as Counts, readMissionCounts } from "./missions.ts";
import { startSchedule } from "./schedule.ts";

export interface MetricsOptions {
  store: Store;
  publish: Publish;
  state(): State;
  /** Names this gateway as the lease's holder. */
  holder: string;
  intervalSeconds: number;
  /** Without it the job runs only when asked to. */
  enabled: boolean;
  logger: Logger;
}

export type Metrics = Awaited<ReturnType<typeof createMetrics>>;

/** The aggregation job: runs it on schedule and on request, and knows what it counted. */
export async function createMetrics({
  store,
  publish,
  state,
  holder,
  intervalSeconds,
  enabled,
  logger,
}: MetricsOptions) {
  let counts: Counts = (await readMissionCounts(store.records)).counts;
  const schedule = startSchedule({
    records: store.records,
    holder,
    intervalMs: intervalSeconds * 1000,
    enabled,
    lastStartedMs: () => {
      const startedAt = state().metrics.jobs.get(OWN_JOB)?.runs.at(-1)?.started_at;
      return startedAt == null ? null : startedAt * 1000;
    },
    run: (lease) => aggregate(lease, { store, publish, onCounted: (next) => (counts = next) }),
    logger,
  });

  return {
    /** What this gateway has counted or read last, for /metrics. */
    counted: (): Counts => counts,

    jobs(): JobList {
      const { jobs } = state().metrics;
      const now = toSeconds(Date.now());
      const others = [...jobs.keys()].filter((id) => id !== OWN_JOB).sort();
      return {
        jobs: [OWN_JOB, ...others].map((id) =>
          toJob(jobs.get(id), id, now, intervalOf(id, jobs.get(id), intervalSeconds)),
        ),
      };
    },

    async run(jobId: string): Promise<JobRunResult> {
      if (jobId !== OWN_JOB) throw new AppError("not_found", `Job ${jobId} is not known`);
      return toResult(await schedule.runNow(), toSeconds(Date.now()));
    },

    async missions(): Promise<MissionCounts> {
      counts = (await readMissionCounts(store.records)).counts;
      const total = Object.values(counts.byStatus).reduce((sum, count) => sum + count, 0);
      return { counts: counts.byStatus, total, unreadable: counts.unreadable };
    },

    async addMissions(request: MissionsRequest): Promise<MissionsAccepted> {
      const entries = (Array.isArray(request) ? request : [request]).map((mission) => ({
        dedupId: crypto.randomUUID(),
        fields: { data: JSON.stringify(mission) },
      }));
      const ids = await store.log.append("missions", entries);
      return { accepted: ids.map((stream_id) => ({ stream_id })) };
    },

    close: schedule.close,
  };
}

function toResult(outcome: RunOutcome, endedAt: number): JobRunResult {
  const failed = outcome.status === "failed";
  return {
    job_id: OWN_JOB,
    status: outcome.status,
    started_at: toIso(outcome.startedAt),
    ended_at: toIso(endedAt),
    duration_ms: failed ? (endedAt - outcome.startedAt) * 1000 : outcome.durationMs,
    entries_processed: failed ? null : outcome.entriesProcessed,
    error_type: failed ? outcome.errorType : null,
    error_message: failed ? outcome.errorMessage : null,
  };
}
