import type { LatestSample } from "./sample.ts";
import type { RobotState } from "./state.ts";

/** A connected robot that has reported before and then says nothing for this long is stale. */
export const STALE_AFTER_SECONDS = 10;

export type PresenceWord = "online" | "stale" | "offline";

export interface Presence {
  word: PresenceWord;
  /** Unix seconds since when it is so. */
  since: number;
  /** Why it is offline, as the close said it. */
  reason: string | null;
}

/** THE rule for presence, used by every view: online while at least one connection is open and its data is fresh. */
export function presence(robot: RobotState, latest: LatestSample | undefined, now: number): Presence {
  const [oldest] = robot.connections;
  if (!oldest) {
    const last = robot.sessions.at(-1);
    return {
      word: "offline",
      since: last?.disconnected_at ?? robot.last_event_at,
      reason: last?.reason ?? null,
    };
  }
  const silentSince = Math.max(latest?.received_at ?? 0, robot.connections.at(-1)?.connected_at ?? 0);
  if (now - silentSince > STALE_AFTER_SECONDS) return { word: "stale", since: silentSince, reason: null };
  return { word: "online", since: oldest.connected_at, reason: null };
}
