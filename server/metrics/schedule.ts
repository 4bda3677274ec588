import { messageOf } from "#lib/errors";
import { OWN_JOB } from "#lib/metrics/cadence";
import type { Logger } from "#server/log";
import type { Lease, Records } from "#server/store/port";
import { type RunOutcome, runsElsewhere } from "./aggregate.ts";

/** Reliability.md, D10: a lease of 15 s renewed every 5 s, given up by the monotonic clock at 10 s. */
const LEASE_MS = 15_000;
const RENEW_MS = 5_000;
const GIVE_UP_MS = 10_000;
const LEASE_NAME = `job:${OWN_JOB}`;

export interface ScheduleOptions {
  records: Records;
  holder: string;
  intervalMs: number;
  enabled: boolean;
  /** When the job started last, by anyone, in Unix milliseconds; null when it never has. */
  lastStartedMs(): number | null;
  run(lease: Lease): Promise<RunOutcome>;
  logger: Logger;
}

export type Schedule = ReturnType<typeof startSchedule>;

/** Runs the job every interval, on one gateway at a time: on whoever holds the lease. */
export function startSchedule({
  records,
  holder,
  intervalMs,
  enabled,
  lastStartedMs,
  run,
  logger,
}: ScheduleOptions) {
  let lease: Lease | null = null;
  let renewedAt = 0;
  let running: Promise<RunOutcome> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function hold(): Promise<Lease | null> {
    const askedAt = performance.now();
    try {
      lease = await records.acquireLease(LEASE_NAME, holder, LEASE_MS);
      renewedAt = askedAt;
    } catch (error) {
      logger.warn({ reason: messageOf(error) }, "the job's lease can't be renewed");
      if (performance.now() - renewedAt > GIVE_UP_MS) lease = null;
    }
    return lease;
  }

  function runOnce(held: Lease): Promise<RunOutcome> {
    running ??= run(held).finally(() => {
      running = null;
    });
    return running;
  }

  async function turn(): Promise<void> {
    const held = await hold();
    if (held && !closed) {
      const outcome = await runOnce(held);
      if (outcome.status === "failed") logger.error({ ...outcome }, "aggregation failed");
    }
  }

  function plan(): void {
    if (closed) return;
    const last = lastStartedMs();
    const due = last === null ? 0 : Math.max(0, last + intervalMs - Date.now());
    // Never further than one interval: a clock that was set back must not stop the job.
    timer = setTimeout(() => turn().finally(planNext), Math.min(due, intervalMs));
  }

  let nextAt = 0;
  function planNext(): void {
    if (closed) return;
    // By the monotonic clock from the last planned moment, so that the interval doesn't grow by the run's length.
    const now = performance.now();
    nextAt = nextAt === 0 || nextAt + intervalMs < now ? now + intervalMs : nextAt + intervalMs;
    timer = setTimeout(() => turn().finally(planNext), nextAt - now);
  }

  const renewal = setInterval(() => lease && void hold(), RENEW_MS);
  if (enabled) plan();

  return {
    /** Runs the job now, or joins the run under way. Throws "conflict" when another gateway holds the job. */
    async runNow(): Promise<RunOutcome> {
      if (running) return running;
      const held = await hold();
      if (!held) throw runsElsewhere();
      return runOnce(held);
    },
    async close(): Promise<void> {
      closed = true;
      clearTimeout(timer);
      clearInterval(renewal);
      await running;
      if (lease)
        await records
          .releaseLease(lease)
          .catch((error: unknown) =>
            logger.warn(
              { reason: messageOf(error) },
              "the job's lease was not released: it runs out by itself",
            ),
          );
    },
  };
}
