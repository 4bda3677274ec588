import { BATTERY_LOW_PERCENT, type RobotWord, robotState } from "#lib/overview/at-this-moment";
import { streamIdSeconds } from "#lib/stream-id";
import { isOld, type Presence, presence } from "#lib/telemetry/presence";
import { type Proof, provenConnections } from "#lib/telemetry/proof";
import type { LatestSample } from "#lib/telemetry/sample";
import type { RobotState } from "#lib/telemetry/state";
import type { Origin } from "../history/truth.tsx";

/** One line of the list of robots. Times are Unix seconds; it is made anew when its values become old. */
export interface RobotRow {
  id: string;
  robot: RobotState;
  state: RobotWord;
  is: Presence;
  /** Its latest values, from samples or, where there are none, from what an event published. */
  values: { metrics: Record<string, number>; at: number; origin: Origin } | null;
  /** Its values say how it was, not how it is: nothing about them is a warning any more. */
  old: boolean;
  /** When anything was last heard of it. */
  lastSeenAt: number;
  /** The session that is open, or how long the last one was; null when none was seen whole. */
  session: { openSince: number } | { seconds: number } | null;
  /** Its connections that are known to be open, oldest first. */
  open: readonly RobotState["connections"][number][];
  /** Of a robot that is there, by values that are not old: how its battery stands is known to be true. */
  battery: BatteryWord | null;
  /** 0 is what needs a person most. */
  rank: number;
}

export type BatteryWord = "empty" | "low" | "charged";

export function robotRow(
  robot: RobotState,
  latest: LatestSample | undefined,
  now: number,
  proof: Proof | null,
): RobotRow {
  const is = presence(robot, latest, now, proof);
  const open = provenConnections(robot, proof);
  const old = isOld(robot, latest, is, now);
  const values = newest(robot, latest);
  const [oldest] = open;
  const ended = robot.sessions.at(-1);
  const state = robotState(is);
  const battery = old ? null : batteryWord(values?.metrics.battery_percentage);
  return {
    id: robot.robot_id,
    robot,
    state,
    is,
    values,
    old,
    lastSeenAt: lastSeenAt(robot, latest),
    session: oldest ? { openSince: oldest.connected_at } : ended ? { seconds: ended.duration_seconds } : null,
    open,
    battery,
    rank: rankOf(state, battery),
  };
}

/** When it last showed itself; where it never did, when others last told of it. Unix seconds. */
function lastSeenAt(
  { connections, sessions, published, last_event_at }: RobotState,
  latest?: LatestSample,
): number {
  const own = [latest?.received_at, connections.at(-1)?.connected_at, sessions.at(-1)?.disconnected_at];
  const known = own.filter((at) => at !== undefined);
  if (known.length > 0) return Math.max(...known);
  return published ? streamIdSeconds(published.stream_id) : last_event_at;
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

function batteryWord(percent: number | undefined): BatteryWord | null {
  if (percent === undefined) return null;
  if (percent <= 0) return "empty";
  return percent < BATTERY_LOW_PERCENT ? "low" : "charged";
}

/** Worst first: lost, silent, not heard of, gone, there. */
export const WORST_FIRST: readonly RobotWord[] = ["dropped", "stale", "unknown", "offline", "online"];

// A robot that is there with an empty battery needs a person more than one that said goodbye.
const RANKS = ["dropped", "stale", "empty", "low", "unknown", "offline", "online"] as const;

function rankOf(state: RobotWord, battery: BatteryWord | null): number {
  return RANKS.indexOf(battery === "empty" || battery === "low" ? battery : state);
}

export const ROBOT_ORDERS = [
  "state",
  "id",
  "since",
  "battery",
  "cpu",
  "memory",
  "latency",
  "round_trip",
  "seen",
  "session",
] as const;
export type RobotOrder = (typeof ROBOT_ORDERS)[number];

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
  state: (row) => row.rank,
  since: (row) => row.is.since,
  battery: metric("battery_percentage"),
  cpu: metric("cpu_usage"),
  memory: metric("memory_usage"),
  latency: metric("network_latency_ms"),
  round_trip: (row) => roundTripOf(row),
  seen: (row) => row.lastSeenAt,
  // The longest open one began first.
  session: ({ session }) =>
    session === null
      ? null
      : "seconds" in session
        ? session.seconds
        : Number.MAX_SAFE_INTEGER - session.openSince,
};

/** Measured by the server, in milliseconds; what a robot says of itself is its latency. Null when it never was. */
export const roundTripOf = ({ robot }: RobotRow): number | null => robot.quality?.latency_ms ?? null;

const byId = (a: RobotRow, b: RobotRow): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
