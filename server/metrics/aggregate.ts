import { AppError, isAppError, messageOf } from "#lib/errors";
import { createEvent } from "#lib/events/create";
import type { BrainEvent } from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import { OWN_JOB } from "#lib/metrics/cadence";
import { toSeconds } from "#lib/time";
import type { Publish } from "#server/events/publish";
import type { Lease, Store } from "#server/store/port";
import { countNewMissions, type MissionCounts } from "./missions.ts";

export type RunOutcome =
  | { status: "completed"; startedAt: number; entriesProcessed: number; durationMs: number }
  | { status: "failed"; startedAt: number; errorType: string; errorMessage: string };

export interface AggregateOptions {
  store: Store;
  publish: Publish;
  onCounted(counts: MissionCounts): void;
  now?: () => number;
}

/**
 * One run: started, then the counts and `completed` in one step under the lease, or `failed`.
 * Never throws: a run that fails says so in its event. Times are Unix seconds.
 */
export async function aggregate(lease: Lease, options: AggregateOptions): Promise<RunOutcome> {
  const { store, publish, now = Date.now } = options;
  const startedMs = now();
  const startedAt = toSeconds(startedMs);
  const started = createEvent(
    "metrics.aggregation_started",
    { job_id: OWN_JOB, started_at: startedAt },
    startedAt,
  );
  // The same for each end that the run can have: of a commit whose answer was lost nobody knows whether it was stored, and
  // of two events with one id the log keeps the first.
  const endId = crypto.randomUUID();
  try {
    await store.log.append("events", [{ dedupId: started.id, fields: toFields(started) }]);
    const { processed, fresh, counts, checks, puts } = await countNewMissions(store.log, store.records);
    const durationMs = now() - startedMs;
    const completed = { ...completedEvent(processed, fresh, durationMs, toSeconds(now())), id: endId };
    const entry = { dedupId: completed.id, fields: toFields(completed) };
    await store.records.commit({ checks, puts, fence: lease, appends: [{ stream: "events", entry }] });
    options.onCounted(counts);
    return { status: "completed", startedAt, entriesProcessed: processed, durationMs };
  } catch (error) {
    const errorType = typeOf(error);
    const errorMessage = messageOf(error);
    // The start may be what could not be written: both wait in the outbox, and the log keeps one of each.
    publish(started);
    publish({ ...failedEvent(errorType, errorMessage, startedAt, toSeconds(now())), id: endId });
    return { status: "failed", startedAt, errorType, errorMessage };
  }
}

const completedEvent = (
  entries_processed: number,
  missions_by_status: Record<string, number>,
  duration_ms: number,
  completed_at: number,
): BrainEvent =>
  createEvent(
    "metrics.aggregation_completed",
    { job_id: OWN_JOB, entries_processed, missions_by_status, duration_ms, completed_at },
    completed_at,
  );

const failedEvent = (
  error_type: string,
  error_message: string,
  started_at: number,
  failed_at: number,
): BrainEvent =>
  createEvent(
    "metrics.aggregation_failed",
    { job_id: OWN_JOB, error_message: error_message.slice(0, 1000), error_type, started_at, failed_at },
    failed_at,
  );

function typeOf(error: unknown): string {
  if (isAppError(error)) return error.code;
  return error instanceof Error ? error.name : "Error";
}

/** What a caller who asked for a run is told when another gateway holds the job. */
export const runsElsewhere = (): AppError =>
  new AppError("conflict", `${OWN_JOB} is run by another Brainwave server at the moment`);
