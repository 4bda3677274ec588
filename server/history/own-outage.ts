import type { Outage } from "#lib/history/outage";
import { streamIdSeconds } from "#lib/stream-id";
import type { Found } from "./writer/writer.ts";

/** A restart shorter than this is no outage that anybody could have noticed. */
const WORTH_TELLING_SECONDS = 1;

/**
 * That this server was away until `now` (Unix seconds), by what the one before it left: since its last sign of life, or
 * since right after the last event that it took in. Null when it wasn't.
 */
export function outageOf(found: Pick<Found, "aliveAt" | "start"> | null, now: number): Outage | null {
  if (!found || found.aliveAt === null) return null;
  const lastEventAt = found.start ? streamIdSeconds(found.start.place.cursor.streamId) : 0;
  // An id may be ahead of our clock.
  const from = lastEventAt <= now ? Math.max(found.aliveAt, lastEventAt + 0.001) : found.aliveAt;
  if (now - from < WORTH_TELLING_SECONDS) return null;
  return {
    id: crypto.randomUUID(),
    cause: "server_down",
    from,
    to: now,
    filled: false,
    recovered: 0,
    missing: null,
  };
}
