import { setTimeout as wait } from "node:timers/promises";
import { createBackoff } from "#lib/backoff";
import { messageOf } from "#lib/errors";
import { emptyState, toWire, type WireState } from "#lib/fold";
import type { Outage } from "#lib/history/outage";
import type { Logger } from "#server/log";
import type { Entry, EventLog } from "#server/store/port";
import { createArrivals } from "./arrivals.ts";
import { createFeedQueue, type Job, type Next } from "./feed-queue.ts";
import { createFlight } from "./flight.ts";
import { readOn } from "./read-on.ts";
import type { States } from "./states/index.ts";
import type { Thread } from "./thread.ts";
import { type Batch, sent } from "./writer/batch.ts";
import type { Found, Place, WriterMethods } from "./writer/writer.ts";

/** What the tail tells, in stream order. Never throws, never waits. */
export interface Archive {
  /** A fold that begins anew, at this place. */
  begin(start: { place: Place; state: WireState }): void;
  /** The entries after the last place, up to this one. */
  entries(place: Place, entries: readonly Entry[]): void;
  outage(outage: Outage): void;
}

export interface FeedOptions {
  writer: Thread<WriterMethods>;
  states: Pick<States, "wrote" | "caughtUp" | "began">;
  log: EventLog;
  logger: Logger;
  /** Where the tail is, and its state: a file that was begun anew goes on from there once it has caught up. */
  present(): { place: Place; state: WireState } | null;
  onFound(found: Found): void;
}

/** `building`: a file that was begun anew is filled from the log. */
export type FeedState = { kind: "ok" } | { kind: "building" } | { kind: "unavailable"; reason: string };

export type Feed = ReturnType<typeof createFeed>;

/**
 * Brings what the tail reads into the history, in order. When the file can't be written, or more comes than it can
 * take, it falls behind and catches up from the log: live viewing never waits for it.
 */
export function createFeed({ writer, states, log, logger, present, onFound }: FeedOptions) {
  const backoff = createBackoff(500, 15_000);
  const queue = createFeedQueue();
  const arrivals = createArrivals();
  const flight = createFlight();
  /** How far the file is once everything in flight is in it. */
  let sentUpTo: Place | null = null;
  let head: Place | null = null;
  /** The queue isn't all: the rest must be read from the log. */
  let fellBehind = false;
  let state: FeedState = { kind: "ok" };
  let quarantined = 0;
  let working: Promise<void> | null = null;
  const closing = new AbortController();
  let closed = false;

  function push(job: Job): void {
    if (closed) return;
    if (job.kind === "entries") head = job.place;
    if (job.kind === "begin") head = job.start.place;
    if (!(fellBehind && job.kind === "entries") && !queue.push(job)) fallBehind();
    wake();
  }

  function fallBehind(): void {
    fellBehind = true;
    queue.dropEntries();
  }

  const isIdle = () => queue.isEmpty() && !fellBehind;

  function wake(): void {
    working ??= work().finally(() => {
      working = null;
      if (!closed && !isIdle()) wake();
    });
  }

  async function work(): Promise<void> {
    while (!closed && !isIdle()) {
      const isLast = closing.signal.aborted;
      try {
        if (state.kind === "unavailable") await reopen();
        const next = queue.next();
        if (next) await write(next);
        else if (fellBehind) await catchUp();
        else await flight.landed();
        backoff.reset();
      } catch (error) {
        await flight.landed().catch(() => undefined);
        onTrouble(messageOf(error));
        // The end cuts the pause short, for one last try.
        if (isLast) closed = true;
        else await wait(backoff.nextMs(), undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  }

  async function write({ job, done }: Next): Promise<void> {
    if (job.kind === "entries") return send(job, done);
    await flight.landed();
    if (job.kind === "outage") await writer.call("putOutage", job.outage);
    else await begin(job.start);
    done();
  }

  /** Returns when the next may be made ready. */
  function send({ place, entries }: Batch, done: () => void = () => undefined): Promise<void> {
    const after = sentUpTo?.cursor ?? null;
    sentUpTo = place;
    const written = writer.call("add", { ...sent({ place, entries }), after });
    return flight.add(
      written.then((standing) => {
        quarantined = standing.quarantined;
        states.wrote(entries.length);
        arrivals.at(place);
        done();
      }),
    );
  }

  async function begin(start: { place: Place; state: WireState }): Promise<void> {
    // What comes before belongs to another fold.
    await states.caughtUp();
    await writer.call("begin", start);
    states.began();
    cameTo(start.place);
  }

  function cameTo(place: Place | null): void {
    sentUpTo = place;
    arrivals.at(place);
  }

  async function catchUp(): Promise<void> {
    const step = await readOn(log, sentUpTo, head);
    if (step.kind === "entries") return send(step);
    // Then it is looked again, and nothing may come between.
    if (!flight.isEmpty()) return flight.landed();
    if (step.kind === "begin") {
      state = { kind: "building" };
      return begin({ place: step.place, state: toWire(emptyState) });
    }
    fellBehind = false;
    if (state.kind !== "building") return;
    state = { kind: "ok" };
    // Folded from what the log still had, the state lacks what was older: the tail's own is the true one.
    const now = present();
    if (now) push({ kind: "begin", start: now });
  }

  async function reopen(): Promise<void> {
    const found = await writer.call("find");
    state = { kind: "ok" };
    startAt(found);
    fallBehind();
  }

  function startAt(found: Found): void {
    onFound(found);
    cameTo(found.start?.place ?? null);
    quarantined = found.quarantined;
  }

  function onTrouble(reason: string): void {
    if (state.kind !== "unavailable")
      logger.error({ reason }, "the history can't be written: live viewing goes on, it is tried again");
    state = { kind: "unavailable", reason };
  }

  return {
    archive: {
      begin: (start) => push({ kind: "begin", start }),
      entries: (place, entries) => push({ kind: "entries", place, entries }),
      outage: (outage) => push({ kind: "outage", outage }),
    } satisfies Archive,
    /** What the start found, before anything is fed. */
    startAt,
    /** The start could not open the file. */
    startWithout(reason: string): void {
      onTrouble(reason);
      fallBehind();
    },
    state: (): FeedState => state,
    /** How far the file is; null while it is empty or was never opened. */
    upTo: arrivals.last,
    behind: queue.waiting,
    quarantined: (): number => quarantined,
    /** After some were dropped or read after all. */
    recount(count: number): void {
      quarantined = count;
    },
    reached: arrivals.reached,
    /** Writes what waits, at most so long. */
    async close(deadlineMs: number): Promise<void> {
      closing.abort();
      await Promise.race([working, wait(deadlineMs, undefined, { ref: false })]);
      closed = true;
    },
  };
}
