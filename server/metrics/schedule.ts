import { OWN_JOB } from "#lib/metrics/cadence";
import type { Logger } from "#server/log";
import { createHold, RENEW_MS } from "#server/store/hold-lease";
import type { Lease, Records } from "#server/store/port";
import { type RunOutcome, runsElsewhere } from "./aggregate.ts";

const LEASE_NAME = `job:${OWN_JOB}`;

/** Whoever stands by asks so often: with the 15 s of a lease that leaves some of the 20 s within which it takes over. */
const FOLLOW_MS = 2_000;

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
  const lease = createHold({ records, name: LEASE_NAME, holder, logger });
  let running: Promise<RunOutcome> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let turning: Promise<void> | null = null;
  let following: Promise<void> | null = null;
  let closed = false;

  function runOnce(held: Lease): Promise<RunOutcome> {
    running ??= run(held).finally(() => {
      running = null;
    });
    return running;
  }

  async function takeTurn(): Promise<void> {
    const held = await lease.ask();
    if (!held || closed) return;
    const outcome = await runOnce(held);
    if (outcome.status === "failed") logger.error({ ...outcome }, "aggregation failed");
  }

  function turn(): void {
    turning = takeTurn().finally(() => {
      turning = null;
      planNext();
    });
  }

  /** By the last start, whoever's it was: at the begin, and whenever another gateway's job is taken over. */
  function plan(): void {
    if (closed) return;
    const last = lastStartedMs();
    const due = last === null ? 0 : Math.max(0, last + intervalMs - Date.now());
    // Never further than one interval: a clock that was set back must not stop the job.
    nextAt = 0;
    clearTimeout(timer);
    timer = setTimeout(turn, Math.min(due, intervalMs));
  }

  let nextAt = 0;
  function planNext(): void {
    if (closed) return;
    // By the monotonic clock from the last planned moment, so that the interval doesn't grow by the run's length.
    const now = performance.now();
    nextAt = nextAt === 0 || nextAt + intervalMs < now ? now + intervalMs : nextAt + intervalMs;
    timer = setTimeout(turn, nextAt - now);
  }

  /** One that is gone is followed as soon as its lease has run out. */
  async function keepOrFollow(): Promise<void> {
    // Where the job runs only when asked to, the lease runs out afterwards, and is another gateway's to have.
    if (!enabled && !running) return;
    const before = lease.current()?.token;
    const held = await lease.ask();
    if (held && held.token !== before && enabled && !turning) plan();
  }

  const every = (ms: number, holds: boolean) =>
    setInterval(() => {
      if ((lease.current() !== null) === holds) following = keepOrFollow();
    }, ms);
  const asking = [every(RENEW_MS, true), every(FOLLOW_MS, false)];
  if (enabled) plan();

  return {
    /** Runs the job now, or joins the run under way. Throws "conflict" when another gateway holds the job. */
    async runNow(): Promise<RunOutcome> {
      if (running) return running;
      const held = await lease.ask();
      if (!held) throw runsElsewhere();
      return runOnce(held);
    },
    async close(): Promise<void> {
      closed = true;
      clearTimeout(timer);
      for (const one of asking) clearInterval(one);
      // What is being asked for is let go of, too.
      await Promise.all([running, turning, following]);
      await lease.release();
    },
  };
}
