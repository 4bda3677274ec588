import { setTimeout as wait } from "node:timers/promises";
import { createBackoff } from "#lib/backoff";
import { messageOf } from "#lib/errors";
import { emptyState, toWire, type WireState } from "#lib/fold";
import type { Outage } from "#lib/history/outage";
import { compareStreamIds, type StreamId } from "#lib/stream-id";
import type { Logger } from "#server/log";
import type { Entry, EventLog } from "#server/store/port";
import { createFeedQueue, type Job } from "./feed-queue.ts";
import { readOn } from "./read-on.ts";
import type { States } from "./states/index.ts";
import type { Thread } from "./thread.ts";
import { sent } from "./writer/batch.ts";
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
  let head: Place | null = null;
  /** The queue isn't all: the rest must be read from the log. */
  let fellBehind = false;
  let state: FeedState = { kind: "ok" };
  let quarantined = 0;
  let working: Promise<void> | null = null;
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
      try {
        if (state.kind === "unavailable") await reopen();
        const next = queue.next();
        if (next) {
          await write(next.job);
          // Fallen behind meanwhile, the queue holds it no more.
          if (!fellBehind || next.job.kind === "outage") queue.done(next.jobs);
        } else await catchUp();
        backoff.reset();
      } catch (error) {
        onTrouble(messageOf(error));
        await wait(backoff.nextMs());
      }
    }
  }

  async function write(job: Job): Promise<void> {
    if (job.kind === "outage") {
      await writer.call("putOutage", job.outage);
    } else if (job.kind === "begin") {
      // What comes before belongs to another fold.
      await states.caughtUp();
      await writer.call("begin", job.start);
      states.began();
      arrivals.at(job.start.place);
    } else {
      const { place, entries } = job;
      quarantined = (await writer.call("add", sent({ place, entries }))).quarantined;
      states.wrote(entries.length);
      arrivals.at(place);
    }
  }

  async function catchUp(): Promise<void> {
    const step = await readOn(log, arrivals.last(), head);
    if (step.kind === "entries") return write(step);
    if (step.kind === "begin") {
      state = { kind: "building" };
      return write({ kind: "begin", start: { place: step.place, state: toWire(emptyState) } });
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
    arrivals.at(found.start?.place ?? null);
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
      await Promise.race([working, wait(deadlineMs, undefined, { ref: false })]);
      closed = true;
    },
  };
}

/** How far the file has come, for those who wait for it. */
function createArrivals() {
  let place: Place | null = null;
  const waiting = new Set<() => void>();
  return {
    last: (): Place | null => place,
    at(next: Place | null): void {
      place = next;
      for (const check of waiting) check();
    },
    /** True once everything up to this stream id is in the file; false when that takes longer than `withinMs`. */
    reached(streamId: StreamId, withinMs: number): Promise<boolean> {
      const there = () => place !== null && compareStreamIds(place.cursor.streamId, streamId) >= 0;
      if (there()) return Promise.resolve(true);
      return new Promise((resolve) => {
        const finish = (value: boolean) => {
          clearTimeout(late);
          waiting.delete(check);
          resolve(value);
        };
        const check = () => there() && finish(true);
        const late = setTimeout(() => finish(false), withinMs);
        waiting.add(check);
      });
    },
  };
}
