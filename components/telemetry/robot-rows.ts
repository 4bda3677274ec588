import { robotState } from "#lib/overview/attention";
import { type Presence, presence } from "#lib/telemetry/presence";
import type { LatestSample } from "#lib/telemetry/sample";
import type { RobotState } from "#lib/telemetry/state";
import type { Origin } from "../history/truth.tsx";

export type RobotWord = ReturnType<typeof robotState>;

/** One line of the list of robots. Times are Unix seconds. */
export interface RobotRow {
  id: string;
  state: RobotWord;
  is: Presence;
  /** Its latest values, from samples or, where there are none, from what an event published. */
  values: { metrics: Record<string, number>; at: number; origin: Origin } | null;
  /** When anything was last heard of it. */
  lastSeenAt: number;
  /** Seconds of the session that is open, or of the last one; null when none was seen whole. */
  sessionSeconds: number | null;
  connections: number;
}

export type RobotOrder =
  | "state"
  | "id"
  | "since"
  | "battery"
  | "cpu"
  | "memory"
  | "latency"
  | "seen"
  | "session";

export function robotRow(robot: RobotState, latest: LatestSample | undefined, now: number): RobotRow {
  const is = presence(robot, latest, now);
  const values = newest(robot, latest);
  const [oldest] = robot.connections;
  const ended = robot.sessions.at(-1);
  return {
    id: robot.robot_id,
    state: robotState(is),
    is,
    values,
    lastSeenAt: Math.max(
      latest?.received_at ?? 0,
      robot.connections.at(-1)?.connected_at ?? 0,
      ended?.disconnected_at ?? 0,
    ),
    sessionSeconds: oldest ? Math.max(0, now - oldest.connected_at) : (ended?.duration_seconds ?? null),
    connections: robot.connections.length,
  };
}

function newest({ published }: RobotState, latest: LatestSample | undefined): RobotRow["values"] {
  if (latest) {
    const at = latest.received_at;
    return { metrics: latest.metrics, at, origin: { kind: "sample", at } };
  }
  if (!published) return null;
  const { metrics, at, stream_id: streamId } = published;
  return { metrics, at, origin: { kind: "event", streamId } };
}

/** Worst first: lost, silent, gone, there. */
export const WORST_FIRST: readonly RobotWord[] = ["dropped", "stale", "offline", "online"];

/** By one column; robots without a value stand last whichever way it goes, and equals stand by name. */
export function compareRobots(order: RobotOrder, down: boolean): (a: RobotRow, b: RobotRow) => number {
  if (order === "id") return (a, b) => (down ? -1 : 1) * byId(a, b);
  const read = VALUES[order];
  return (a, b) => {
    const [left, right] = [read(a), read(b)];
    if (left === null || right === null)
      return left === right ? byId(a, b) : Number(left === null) - Number(right === null);
    return (down ? right - left : left - right) || byId(a, b);
  };
}

const metric = (name: string) => (row: RobotRow) => row.values?.metrics[name] ?? null;

const VALUES: Record<Exclude<RobotOrder, "id">, (row: RobotRow) => number | null> = {
  state: (row) => WORST_FIRST.indexOf(row.state),
  since: (row) => row.is.since,
  battery: metric("battery_percentage"),
  cpu: metric("cpu_usage"),
  memory: metric("memory_usage"),
  latency: metric("network_latency_ms"),
  seen: (row) => row.lastSeenAt,
  session: (row) => row.sessionSeconds,
};

const byId = (a: RobotRow, b: RobotRow): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

export type StateFilter = RobotWord | "all";

/** Rows in one state whose id holds every word of the search, in any case. */
export function filterRobots(rows: readonly RobotRow[], state: StateFilter, search: string): RobotRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      (state === "all" || row.state === state) && words.every((word) => row.id.toLowerCase().includes(word)),
  );
}

export function countByState(rows: readonly RobotRow[]): Record<RobotWord, number> {
  const counts: Record<RobotWord, number> = { dropped: 0, stale: 0, offline: 0, online: 0 };
  for (const { state } of rows) counts[state]++;
  return counts;
}
