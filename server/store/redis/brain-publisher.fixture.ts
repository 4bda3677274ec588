import { Redis } from "ioredis";
import { dailyLogKey, streamKey } from "./keys.ts";

/** What BRAiN's publisher keeps of its stream. */
const BRAIN_MAXLEN = 10_000;
const AT_ONCE = 1000;

export interface Published {
  /** Its producer's clock, Unix milliseconds. */
  atMs: number;
  id: string;
  /** The stream's own clock where it must not be the server's: the entry's id, of this millisecond. */
  receivedMs?: number;
}

/** Python's `utcnow().isoformat()`: no zone, microseconds unless there are none. */
export const pythonTime = (ms: number): string => new Date(ms).toISOString().slice(0, -1).replace(".000", "");

/** Writes as BRAiN's Python publisher does: XADD with an exact MAXLEN, then the whole event onto its day's list. */
export function createBrainPublisher(url: string) {
  const redis = new Redis(url);

  return {
    redis,
    async publish(events: readonly Published[]): Promise<void> {
      for (let at = 0; at < events.length; at += AT_ONCE) {
        const commands = redis.pipeline();
        for (const event of events.slice(at, at + AT_ONCE)) {
          const { flat, whole, date } = asBrainWrites(event);
          const id = event.receivedMs === undefined ? "*" : `${event.receivedMs}-*`;
          commands.xadd(streamKey("events"), "MAXLEN", BRAIN_MAXLEN, id, ...flat);
          commands.lpush(dailyLogKey(date), whole);
        }
        for (const [error] of (await commands.exec()) ?? []) if (error) throw error;
      }
    },
    close: () => redis.disconnect(),
  };
}

function asBrainWrites({ atMs, id }: Published) {
  const timestamp = pythonTime(atMs);
  const event = { id, type: "task.created", source: "planner", target: null, timestamp };
  const payload = { task_id: `task of ${id}`, tags: ["a", "b"], share: 0.5 };
  const meta = { schema_version: 1, producer: "event_stream", source_module: "core" };
  const { target, ...texts } = event;
  return {
    flat: Object.entries({ ...texts, payload: JSON.stringify(payload), meta: JSON.stringify(meta) }).flat(),
    // json.dumps writes a blank behind colons and commas.
    whole: JSON.stringify({ ...event, payload, mission_id: null, severity: null, meta }).replace(
      /":/g,
      '": ',
    ),
    date: timestamp.slice(0, 10),
  };
}
