import { append } from "../append.ts";
import { streamIdSeconds } from "../stream-id.ts";
import type {
  ConnectionClosed,
  ConnectionEstablished,
  MetricsPublished,
  QualityMeasured,
  RobotArchived,
  RobotBlocked,
  RobotNoted,
} from "./events.ts";

/** Closed sessions kept per robot in the live state. */
export const SESSIONS_KEPT = 20;
/** A robot with more open connections than this is refused or broken; the oldest are forgotten. */
const CONNECTIONS_KEPT = 64;

/** One connection from its opening to its end. Times are Unix seconds. */
export interface Session {
  connection_id: string;
  /** Null when the opening was never seen. */
  connected_at: number | null;
  disconnected_at: number;
  duration_seconds: number;
  reason: string | null;
  stream_id: string;
}

export interface RobotState {
  robot_id: string;
  /** Open connections, oldest first: online while there is at least one. */
  connections: { connection_id: string; connected_at: number; stream_id: string }[];
  /** Closed ones, oldest first. */
  sessions: Session[];
  /** What the last `telemetry.metrics_published` carried; samples come another way. */
  published: { metrics: Record<string, number>; at: number; stream_id: string } | null;
  /** As it was told last; what is measured right now comes with the samples. */
  quality: (QualityMeasured & { stream_id: string }) | null;
  /** An operator's note; without a stream id where the event that told it is in another stream. */
  note: { text: string; at: number; stream_id: string | null } | null;
  /** Refused until then (Unix seconds, maybe past); null when nobody blocked it. */
  blocked_until: number | null;
  /** Hidden since then; null when it isn't. It comes back by connecting. */
  archived_at: number | null;
  first_seen_at: number;
  last_event_at: number;
}

/** What a robot is before anything was said of it beside its coming and going. */
export const UNREMARKED = { quality: null, note: null, blocked_until: null, archived_at: null } as const;

/** Whether an operator shuts it out at this moment (Unix seconds); a block that is over is none. */
export const isBlocked = ({ blocked_until }: RobotState, now: number): boolean =>
  blocked_until !== null && blocked_until > now;

export interface TelemetryState {
  robots: ReadonlyMap<string, RobotState>;
}

export const emptyTelemetry: TelemetryState = { robots: new Map() };

/** `at` is the receive time in Unix seconds. */
type At = { stream_id: string; at: number };

export function onEstablished(
  robot: RobotState | undefined,
  payload: ConnectionEstablished,
  where: At,
): RobotState {
  const { connection_id, connected_at } = payload;
  const others = (robot?.connections ?? []).filter((open) => open.connection_id !== connection_id);
  const opened = { connection_id, connected_at, stream_id: where.stream_id };
  return {
    ...seen(robot, payload.robot_id, where),
    connections: append(others, opened, CONNECTIONS_KEPT),
    archived_at: null,
  };
}

export function onClosed(robot: RobotState | undefined, payload: ConnectionClosed, where: At): RobotState {
  const opened = robot?.connections.find((open) => open.connection_id === payload.connection_id);
  const session: Session = {
    connection_id: payload.connection_id,
    connected_at: opened?.connected_at ?? payload.disconnected_at - payload.duration_seconds,
    disconnected_at: payload.disconnected_at,
    duration_seconds: payload.duration_seconds,
    reason: payload.reason ?? null,
    stream_id: where.stream_id,
  };
  const others = (robot?.sessions ?? []).filter((old) => old.connection_id !== payload.connection_id);
  return {
    ...seen(robot, payload.robot_id, where),
    connections: (robot?.connections ?? []).filter((open) => open !== opened),
    sessions: withSession(others, session),
  };
}

function withSession(sessions: readonly Session[], session: Session): Session[] {
  const ended = endedAt(session);
  const newest = sessions.at(-1);
  // Nearly always it is the newest.
  if (!newest || endedAt(newest) <= ended) return append(sessions, session, SESSIONS_KEPT);
  const before = sessions.findLastIndex((other) => endedAt(other) <= ended);
  return sessions.toSpliced(before + 1, 0, session).slice(-SESSIONS_KEPT);
}

/** Some ends are told late, but none before it was; a clock that says so is wrong. */
const endedAt = ({ disconnected_at, stream_id }: Session): number =>
  Math.min(disconnected_at, streamIdSeconds(stream_id));

export function onPublished(robot: RobotState | undefined, payload: MetricsPublished, where: At): RobotState {
  const metrics: Record<string, number> = {};
  for (const name in payload.metrics) {
    const value = payload.metrics[name];
    if (typeof value === "number") metrics[name] = value;
  }
  return {
    ...seen(robot, payload.robot_id, where),
    published: { metrics, at: payload.published_at, stream_id: where.stream_id },
  };
}

export function onQuality(robot: RobotState | undefined, payload: QualityMeasured, where: At): RobotState {
  return {
    ...seen(robot, payload.robot_id, where),
    quality: { ...payload, stream_id: where.stream_id },
  };
}

export const onBlocked = (robot: RobotState | undefined, payload: RobotBlocked, where: At): RobotState => ({
  ...seen(robot, payload.robot_id, where),
  blocked_until: payload.blocked_until,
});

export const onUnblocked = (
  robot: RobotState | undefined,
  payload: { robot_id: string },
  where: At,
): RobotState => ({ ...seen(robot, payload.robot_id, where), blocked_until: null });

export const onArchived = (robot: RobotState | undefined, payload: RobotArchived, where: At): RobotState => ({
  ...seen(robot, payload.robot_id, where),
  archived_at: payload.archived_at,
});

export const onRestored = (
  robot: RobotState | undefined,
  payload: { robot_id: string },
  where: At,
): RobotState => ({ ...seen(robot, payload.robot_id, where), archived_at: null });

export const onNoted = (robot: RobotState | undefined, payload: RobotNoted, where: At): RobotState => ({
  ...seen(robot, payload.robot_id, where),
  note: payload.note === "" ? null : { text: payload.note, at: payload.noted_at, stream_id: where.stream_id },
});

/** Nothing but that it was heard of. */
export const onMentioned = (
  robot: RobotState | undefined,
  payload: { robot_id: string },
  where: At,
): RobotState => seen(robot, payload.robot_id, where);

function seen(robot: RobotState | undefined, robotId: string, where: At): RobotState {
  return {
    robot_id: robotId,
    connections: robot?.connections ?? [],
    sessions: robot?.sessions ?? [],
    published: robot?.published ?? null,
    quality: robot?.quality ?? null,
    note: robot?.note ?? null,
    blocked_until: robot?.blocked_until ?? null,
    archived_at: robot?.archived_at ?? null,
    first_seen_at: robot?.first_seen_at ?? where.at,
    last_event_at: where.at,
  };
}
