import type { StoredEvent } from "../../lib/events/envelope.ts";
import { compareStreamIds, type StreamId, streamIdSeconds } from "../../lib/stream-id.ts";

/** When an event came, in Unix seconds of receipt, and what it is. */
interface Arrived {
  streamId: StreamId;
  at: number;
  type: string;
}

/** Of what waits to be added. */
const WAITING_AT_MOST = 100_000;

/**
 * What comes live and is added to what the server has counted, each event once: what comes while the server counts
 * anew is added to the count before, and again to the new one where that doesn't have it yet.
 */
export function createArrivals() {
  let waiting: Arrived[] = [];
  /** Since the server was asked; null while it isn't. */
  let meanwhile: Arrived[] | null = null;

  return {
    came(events: readonly StoredEvent[]): void {
      const arrived = events.map(({ stream_id, type }) => ({
        streamId: stream_id,
        at: streamIdSeconds(stream_id),
        type,
      }));
      for (const list of meanwhile ? [waiting, meanwhile] : [waiting])
        if (list.length < WAITING_AT_MOST) list.push(...arrived);
    },
    /** What has come since the last time; it is handed out once. */
    take(): readonly Arrived[] {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    /** The server is asked. False when it is being asked already. */
    begin(): boolean {
      if (meanwhile) return false;
      meanwhile = [...waiting];
      return true;
    },
    /** It has answered, and counted everything up to `newest`; null when it has nothing. */
    counted(newest: StreamId | null): void {
      waiting = (meanwhile ?? []).filter(
        ({ streamId }) => newest === null || compareStreamIds(streamId, newest) > 0,
      );
      meanwhile = null;
    },
    /** It did not answer. */
    failed(): void {
      meanwhile = null;
    },
    /** Something else is counted from now on. */
    clear(): void {
      waiting = [];
      meanwhile = null;
    },
  };
}
