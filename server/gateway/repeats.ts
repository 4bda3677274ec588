import type { StoredEvent } from "#lib/events/envelope";
import { compareStreamIds, type StreamId } from "#lib/stream-id";
import type { EventLog } from "#server/store/port";
import type { ReadEntries } from "./resume.ts";

/** As far back as the tail knows an event that comes again, or further. */
const REACH = 20_000;

export type Repeats = ReturnType<typeof createRepeats>;

/**
 * Which events stand in the log a second time. The tail drops those as it reads; who is brought to the present from the
 * log must not be shown them either, though the first of them came before his cursor. Costs nothing before it is needed. An event
 * whose first has left the log isn't known: that takes a producer who sends again what is 100,000 events old.
 */
export function createRepeats(log: EventLog, read: ReadEntries) {
  const firstAt = new Map<string, StreamId>();
  let loading: Promise<void> | null = null;

  function note(events: readonly StoredEvent[]): void {
    for (const { id, stream_id } of events) {
      const known = firstAt.get(id);
      if (known === undefined || compareStreamIds(stream_id, known) < 0) firstAt.set(id, stream_id);
    }
    if (firstAt.size <= 2 * REACH) return;
    for (const id of firstAt.keys()) {
      firstAt.delete(id);
      if (firstAt.size <= REACH) return;
    }
  }

  async function load(): Promise<void> {
    const newest = await log.range("events", { order: "desc", limit: REACH });
    note(read(newest.reverse()));
  }

  return {
    /** What the tail has read. */
    note(events: readonly StoredEvent[]): void {
      if (loading) note(events);
    },
    /** Another stream is another beginning. */
    clear(): void {
      firstAt.clear();
      loading = null;
    },
    /** To be awaited before `withoutThem`. Throws "store_unavailable". */
    async ready(): Promise<void> {
      loading ??= load().catch((error) => {
        loading = null;
        throw error;
      });
      await loading;
    },
    /** What was read from the log, in its order, without what had come before. */
    withoutThem(events: readonly StoredEvent[]): StoredEvent[] {
      note(events);
      return events.filter(({ id, stream_id }) => firstAt.get(id) === stream_id);
    },
  };
}
