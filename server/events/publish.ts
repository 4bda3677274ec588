import { setTimeout as wait } from "node:timers/promises";
import { createBackoff } from "#lib/backoff";
import { messageOf } from "#lib/errors";
import { type BrainEvent, charterMeta } from "#lib/events/envelope";
import { toSeconds } from "#lib/time";
import type { Logger } from "#server/log";
import type { EventLog, NewEntry } from "#server/store/port";
import { createOutbox, type Dropped } from "./outbox.ts";

const BATCH = 500;
/**
 * A lone event leaves at once; what follows so soon is gathered. A thousand robots that connect one after the other
 * would else cost an fsync and a picture of the whole fleet each.
 */
const GATHER_MS = 10;

export type Publish = (event: BrainEvent) => void;

/**
 * Publishing that never blocks and never breaks its caller: `publish` puts the event into the outbox and returns;
 * a flusher appends to the log, in order, retrying with back-off. Appending is idempotent, so a retry after a
 * lost reply adds nothing.
 */
export function createPublisher(log: EventLog, logger: Logger, now: () => number = Date.now) {
  const outbox = createOutbox();
  const backoff = createBackoff(50, 2000);
  let flushing: Promise<void> | null = null;
  let closed = false;
  let droppedTotal = 0;

  async function flush(): Promise<void> {
    for (let batch = next(); batch.length > 0; batch = next()) {
      try {
        await log.append("events", batch);
        outbox.done(batch);
        backoff.reset();
        if (!closed) await gather();
      } catch (error) {
        outbox.giveBack();
        logger.warn({ waiting: outbox.size().events, reason: messageOf(error) }, "events wait for the log");
        if (closed) return;
        await wait(backoff.nextMs());
      }
    }
  }

  function next() {
    const batch = outbox.take(BATCH, now());
    if (batch.length > 0) return batch;
    const dropped = outbox.takeDropped();
    if (!dropped) return [];
    droppedTotal += dropped.count;
    outbox.add(droppedEvent(dropped, now()), now());
    return outbox.take(BATCH, now());
  }

  function wake(): void {
    flushing ??= flush().finally(() => {
      flushing = null;
      if (outbox.size().events > 0 && !closed) wake();
    });
  }

  return {
    publish(event: BrainEvent): void {
      outbox.add(event, now());
      // In the next turn, so that what is published together is appended together.
      queueMicrotask(wake);
    },
    room: outbox.room,
    stats: () => ({ ...outbox.size(), dropped: droppedTotal }),
    /** Waits until everything is in the log, at most `deadlineMs`; what is left behind. */
    async close(deadlineMs: number): Promise<readonly NewEntry[]> {
      wake();
      await Promise.race([flushing, wait(deadlineMs, undefined, { ref: false })]);
      closed = true;
      const left = outbox.take(outbox.size().events, now());
      if (left.length > 0)
        logger.warn(
          { left: left.length },
          "events could not be published before the end: the next start does it",
        );
      return left;
    },
  };
}

const gather = () => new Promise<void>((resolve) => setTimeout(resolve, GATHER_MS));

function droppedEvent(dropped: Dropped, now: number): BrainEvent {
  return {
    id: crypto.randomUUID(),
    type: "brainwave.events_dropped",
    source: "brainwave",
    target: null,
    timestamp: toSeconds(now),
    payload: { count: dropped.count, types: dropped.types, since: toSeconds(dropped.since) },
    meta: charterMeta("brainwave", "events"),
    severity: "WARNING",
  };
}
