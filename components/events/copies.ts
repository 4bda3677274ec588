import type { StreamId } from "../../lib/stream-id.ts";
import { toIso } from "../../lib/time.ts";
import { pathWith } from "./fetch-events.ts";

/** Texts to paste into a terminal. `origin` is this server's: "http://brainwave:3000". */

export const curlOfEvent = (origin: string, streamId: StreamId): string =>
  `curl ${quoted(`${origin}/api/events/${streamId}`)}`;

interface Filtered {
  query: string;
  /** Unix seconds; null is open. */
  from: number | null;
  to: number | null;
  order: "newest" | "oldest";
}

/** Everything that is filtered, as NDJSON. */
export function curlOfFilter(origin: string, { query, from, to, order }: Filtered): string {
  const path = pathWith("/api/events/export", {
    format: "ndjson",
    query,
    order,
    after: from === null ? null : toIso(from),
    before: to === null ? null : toIso(to),
  });
  return `curl ${quoted(origin + path)}`;
}

/** Where the event came from, if it was a Redis Stream. */
export const redisCliOf = (streamId: StreamId): string =>
  `redis-cli XRANGE brain:events:stream ${streamId} ${streamId}`;

/** One word of a POSIX shell, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
