import { AppError } from "#lib/errors";
import type { StoredEvent } from "#lib/events/envelope";
import { asKnown } from "#lib/events/known";
import type { State } from "#lib/fold";
import { quoted } from "#lib/query/text";
import { placeAt, type StreamId } from "#lib/stream-id";
import type {
  EndedSession,
  FleetSessions,
  SessionList,
  SessionsQuery,
  Window,
} from "#lib/telemetry/api-sessions";
import { fleetSessions } from "#lib/telemetry/fleet-sessions";
import { toSeconds } from "#lib/time";
import type { HistoryReader, PageQuery } from "#server/history/port";

const DAY_SECONDS = 86_400;
const PAGE = 1000;
/** More than so many ends in one answer would keep the event loop from others. */
const SESSIONS_MAX = 20_000;

const CLOSED = "telemetry.connection_closed";

export interface SessionsOptions {
  /** Pages of the history. */
  page: HistoryReader["page"];
  state(): State;
  now?: () => number;
}

/** How robots' connections went, from the history; what is open, from the fold. */
export function createSessions({ page, state, now = Date.now }: SessionsOptions) {
  /** Begin and end, in Unix seconds. Throws "invalid" unless the begin is before the end. */
  function bounds(
    { to = toSeconds(now()), from }: Window,
    lengthSeconds: number,
  ): { from: number; to: number } {
    const begin = Math.max(0, from ?? to - lengthSeconds);
    if (begin < to) return { from: begin, to };
    const msg = "must be before the end";
    throw new AppError("invalid", msg, { problems: [{ loc: ["query", "from"], msg, type: "value_error" }] });
  }

  /** Adds ends until there are enough; whether those were all. */
  async function collect(ended: EndedSession[], wanted: Pick<PageQuery, "order" | "after" | "before">) {
    let place = wanted;
    while (ended.length < SESSIONS_MAX) {
      const { events, next } = await page({ type: CLOSED, limit: PAGE, ...place });
      for (const event of events) ended.push(...endedSession(event));
      if (next === null) return true;
      place = { ...place, [place.order === "newest" ? "before" : "after"]: next };
    }
    return false;
  }

  return {
    /** "not_found" for a robot never seen; "history_unavailable"; "invalid". */
    async sessions(robotId: string, { limit, before, ...window }: SessionsQuery): Promise<SessionList> {
      const robot = state().telemetry.robots.get(robotId);
      if (!robot) throw new AppError("not_found", `Robot ${robotId} has never been seen`);
      const { from, to } = bounds(window, Number.POSITIVE_INFINITY);
      const found = await page({
        type: CLOSED,
        query: `robot:${quoted(robotId)}`,
        order: "newest",
        limit,
        after: placeAt(from),
        before: before ?? placeAfter(to),
      });
      return {
        robot_id: robotId,
        open: robot.connections.map(({ connection_id, connected_at }) => ({ connection_id, connected_at })),
        // The filter language knows no upper case: another robot may be spelled alike.
        sessions: found.events.flatMap(endedSession).filter(({ robot_id }) => robot_id === robotId),
        next: found.next,
      };
    },

    /** "history_unavailable"; "invalid". */
    async fleetSessions(window: Window): Promise<FleetSessions> {
      const { from, to } = bounds(window, DAY_SECONDS);
      const ended: EndedSession[] = [];
      const end = placeAfter(to);
      const within = await collect(ended, { order: "newest", after: placeAt(from), before: end });
      // What was told later: ends of sessions that went on, and of those of a lost gateway, which are noticed late.
      const later = await collect(ended, { order: "oldest", after: end });
      const open = [...state().telemetry.robots.values()].flatMap(({ robot_id, connections }) =>
        connections.map(({ connected_at }) => ({ robot_id, connected_at })),
      );
      return { ...fleetSessions(ended, open, { from, to }), complete: within && later };
    },
  };
}

/** Behind everything that was received in a moment's millisecond. */
const placeAfter = (seconds: number): StreamId => placeAt(seconds + 0.001);

function endedSession(event: StoredEvent): EndedSession[] {
  const known = asKnown(event);
  if (known?.type !== CLOSED) return [];
  const { robot_id, connection_id, duration_seconds, reason, disconnected_at } = known.payload;
  return [
    {
      robot_id,
      connection_id,
      connected_at: disconnected_at - duration_seconds,
      disconnected_at,
      duration_seconds,
      reason: reason ?? null,
      stream_id: event.stream_id,
    },
  ];
}
