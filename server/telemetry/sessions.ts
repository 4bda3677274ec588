import { AppError } from "#lib/errors";
import type { StoredEvent } from "#lib/events/envelope";
import { asKnown } from "#lib/events/known";
import type { State } from "#lib/fold";
import { quoted } from "#lib/query/text";
import type {
  EndedSession,
  FleetSessions,
  SessionList,
  SessionsQuery,
  Window,
} from "#lib/telemetry/api-sessions";
import { fleetSessions } from "#lib/telemetry/fleet-sessions";
import type { HistoryReader } from "#server/history/port";

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
  return {
    /** "not_found" for a robot never seen; "history_unavailable". */
    async sessions(robotId: string, { from, to, limit, before }: SessionsQuery): Promise<SessionList> {
      const robot = state().telemetry.robots.get(robotId);
      if (!robot) throw new AppError("not_found", `Robot ${robotId} has never been seen`);
      const found = await page({
        type: CLOSED,
        query: `robot:${quoted(robotId)}`,
        order: "newest",
        limit,
        after: from === undefined ? undefined : `${Math.floor(from * 1000)}-0`,
        before: before ?? (to === undefined ? undefined : `${Math.ceil(to * 1000)}-0`),
      });
      return {
        robot_id: robotId,
        open: robot.connections.map(({ connection_id, connected_at }) => ({ connection_id, connected_at })),
        // The filter language knows no upper case: another robot may be spelled alike.
        sessions: found.events.flatMap(endedSession).filter(({ robot_id }) => robot_id === robotId),
        next: found.next,
      };
    },

    async fleetSessions({ to = now() / 1000, from = to - DAY_SECONDS }: Window): Promise<FleetSessions> {
      if (from >= to) {
        const msg = "must be before the end";
        throw new AppError("invalid", msg, {
          problems: [{ loc: ["query", "from"], msg, type: "value_error" }],
        });
      }
      const ended: EndedSession[] = [];
      let before: string | undefined;
      do {
        const found = await page({
          type: CLOSED,
          order: "newest",
          limit: PAGE,
          after: `${Math.max(0, Math.floor(from * 1000))}-0`,
          before,
        });
        for (const event of found.events) ended.push(...endedSession(event));
        before = found.next ?? undefined;
      } while (before !== undefined && ended.length < SESSIONS_MAX);
      const open = [...state().telemetry.robots.values()].flatMap(({ robot_id, connections }) =>
        connections.map(({ connected_at }) => ({ robot_id, connected_at })),
      );
      return { ...fleetSessions(ended, open, { from, to }), complete: before === undefined };
    },
  };
}

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
