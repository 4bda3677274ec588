import { type Proof, provenConnections } from "./proof.ts";
import type { LatestSample } from "./sample.ts";
import type { RobotState } from "./state.ts";

/** A connected robot that has reported before is never called stale sooner than this. */
export const STALE_AFTER_SECONDS = 10;
/** One or two samples that are late are no silence; three of them are. */
const USUAL_INTERVALS = 3;

/** How long a robot may be silent, in seconds: three of its own usual intervals, and at least ten seconds. */
export const silenceAllowedSeconds = (latest: Pick<LatestSample, "interval_seconds"> | undefined): number =>
  Math.max(STALE_AFTER_SECONDS, USUAL_INTERVALS * (latest?.interval_seconds ?? 0));

export type PresenceWord = "online" | "stale" | "offline" | "unknown";

export interface Presence {
  word: PresenceWord;
  /** Unix seconds since when it is so. */
  since: number;
  /** Why it is offline, as the close said it. */
  reason: string | null;
}

/**
 * THE rule for presence, used by every view: online while at least one connection is known to be open; stale when it
 * has reported over an open one and then fell silent for longer than `silenceAllowedSeconds`; unknown while it was
 * connected before the server began and nothing has proven since that it still is (`proof.ts`). Times are Unix seconds.
 */
export function presence(
  robot: RobotState,
  latest: LatestSample | undefined,
  now: number,
  proof: Proof | null,
): Presence {
  const [oldest] = provenConnections(robot, proof);
  if (!oldest && proof && robot.connections.length > 0)
    return { word: "unknown", since: proof.since, reason: null };
  if (!oldest) {
    const last = robot.sessions.at(-1);
    return {
      word: "offline",
      since: last?.disconnected_at ?? robot.last_event_at,
      reason: last?.reason ?? null,
    };
  }
  // A robot that doesn't report at all, as foreign ones may, is no more silent than it ever was.
  if (latest && latest.received_at >= oldest.connected_at && isSilent(robot, latest, now))
    return { word: "stale", since: latest.received_at, reason: null };
  return { word: "online", since: oldest.connected_at, reason: null };
}

/**
 * Whether it has said nothing of its values for longer than it may. This is all that time alone changes about a robot:
 * as long as it stays so, and nothing new is heard, neither its presence nor the age of its values is another.
 */
export function isSilent(robot: RobotState, latest: LatestSample | undefined, now: number): boolean {
  const at = latest?.received_at ?? robot.published?.at ?? now;
  return now - at > silenceAllowedSeconds(latest);
}

/**
 * Whether its values say how it was, not how it is. A robot that is online by its connection alone may still show what
 * it said before it was away.
 */
export const isOld = (
  robot: RobotState,
  latest: LatestSample | undefined,
  is: Presence,
  now: number,
): boolean => is.word !== "online" || isSilent(robot, latest, now);

const EXPECTED_ENDS = new Set(["client_disconnect", "server_shutdown", "replaced", "kicked"]);

/** Whether a connection ended as nobody meant it to. */
export const isUnexpectedEnd = (reason: string | null): boolean =>
  reason !== null && !EXPECTED_ENDS.has(reason);

const OUR_ENDS = new Set(["server_shutdown", "server_restart", "gateway_lost", "replaced", "kicked"]);

/** Whether we, or an operator, ended it: such an end says nothing of the robot's connection. */
export const isOurEnd = (reason: string | null): boolean => reason !== null && OUR_ENDS.has(reason);
