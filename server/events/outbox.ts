import type { BrainEvent } from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import type { NewEntry } from "#server/store/port";

/** Bounds of what waits for the log (reliability.md, D4). */
export const OUTBOX_LIMITS = { events: 10_000, bytes: 16 * 1024 * 1024, ageMs: 10 * 60_000 };

// Sent per GET of a robot's metrics: nobody misses one, so they go first.
const ROUTINE = new Set(["telemetry.metrics_published"]);

interface Waiting {
  entry: NewEntry;
  bytes: number;
  routine: boolean;
  addedAt: number;
}

/** What was dropped since the last report, to be said in one event. Times are Unix milliseconds. */
export interface Dropped {
  count: number;
  types: Record<string, number>;
  since: number;
}

/** A bounded queue in publishing order. Overflow drops routine telemetry first, then the oldest, and counts. */
export function createOutbox(limits = OUTBOX_LIMITS) {
  let waiting: Waiting[] = [];
  let bytes = 0;
  let dropped: Dropped | null = null;
  /** So many of the oldest are on their way to the log: they may be there already, so they aren't dropped. */
  let onTheirWay = 0;

  function drop(index: number, now: number): void {
    const [gone] = waiting.splice(index, 1);
    if (!gone) return;
    bytes -= gone.bytes;
    dropped ??= { count: 0, types: {}, since: now };
    dropped.count += 1;
    const type = gone.entry.fields.type ?? "unknown";
    dropped.types[type] = (dropped.types[type] ?? 0) + 1;
  }

  const full = () => waiting.length > limits.events || bytes > limits.bytes;

  return {
    add(event: BrainEvent, now: number): void {
      const entry = { dedupId: event.id, fields: toFields(event) };
      const size = Object.values(entry.fields).reduce((sum, text) => sum + text.length, 0);
      waiting.push({ entry, bytes: size, routine: ROUTINE.has(event.type), addedAt: now });
      bytes += size;
      while (full())
        drop(
          Math.max(
            onTheirWay,
            waiting.findIndex((one, index) => index >= onTheirWay && one.routine),
          ),
          now,
        );
    },
    /** The oldest entries, left in place until `done` says they are in the log, or `giveBack` that they may not be. */
    take(limit: number, now: number): NewEntry[] {
      while (waiting[0] && now - waiting[0].addedAt > limits.ageMs) drop(0, now);
      const taken = waiting.slice(0, limit).map(({ entry }) => entry);
      onTheirWay = taken.length;
      return taken;
    },
    giveBack(): void {
      onTheirWay = 0;
    },
    done(entries: readonly NewEntry[]): void {
      onTheirWay = 0;
      const ids = new Set(entries.map(({ dedupId }) => dedupId));
      waiting = waiting.filter((one) => {
        if (!ids.has(one.entry.dedupId)) return true;
        bytes -= one.bytes;
        return false;
      });
    },
    /** What was dropped since it was last asked, or null. */
    takeDropped(): Dropped | null {
      const report = dropped;
      dropped = null;
      return report;
    },
    /** So many more are taken before any is dropped. */
    room: () => limits.events - waiting.length,
    size: () => ({ events: waiting.length, bytes }),
  };
}
