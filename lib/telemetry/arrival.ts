import type { RobotState } from "./state.ts";

/** So long back reach the points that are known of a robot. */
const POINTS_SECONDS = 15 * 60;

interface Point {
  /** Unix seconds. */
  at: number;
  metrics: Record<string, number>;
}

/** How far a robot has come that somebody is connecting. Times are Unix seconds. */
export type Arrival =
  /** `last`: how its last stay ended, when there was one. */
  | { kind: "waiting"; last: { at: number; reason: string | null } | null }
  | { kind: "connected"; since: number }
  /** `firstAt` is null when its first sample over this connection came longer ago than is known. */
  | { kind: "reporting"; firstAt: number | null; lastAt: number; metrics: Record<string, number> };

/** What a robot's connections and its newest points, oldest first, say of its arrival. */
export function arrivalOf(robot: RobotState | undefined, points: readonly Point[]): Arrival {
  const [connection] = robot?.connections ?? [];
  if (!connection) {
    const last = robot?.sessions.at(-1);
    return { kind: "waiting", last: last ? { at: last.disconnected_at, reason: last.reason } : null };
  }
  const since = connection.connected_at;
  const first = points.find(({ at }) => at >= since);
  const newest = points.at(-1);
  if (!first || !newest) return { kind: "connected", since };
  return {
    kind: "reporting",
    firstAt: newest.at - since <= POINTS_SECONDS ? first.at : null,
    lastAt: newest.at,
    // A sample may carry some of its metrics only.
    metrics: Object.assign({}, ...points.filter(({ at }) => at >= since).map(({ metrics }) => metrics)),
  };
}

/** An id that no robot has yet: robot_001, or the next free one. */
export function freeRobotId(taken: ReadonlyMap<string, unknown>): string {
  for (let number = 1; ; number++) {
    const id = `robot_${String(number).padStart(3, "0")}`;
    if (!taken.has(id)) return id;
  }
}
