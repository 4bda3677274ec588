import { newestPresence } from "#lib/overview/origins";
import type { Origin } from "../history/truth.tsx";
import type { StateFilter } from "./robot-filter.ts";
import type { RobotRow } from "./robot-rows.ts";

const HOW: Record<StateFilter, string> = {
  all: "Counted over every robot that was ever seen. The last to come or go was told by this event:",
  online: "Counted over the robots that are online now. The last of them to come was told by this event:",
  stale:
    "Counted over the robots that are connected and silent: that is told by no event. The last of them to come was told by this one:",
  unknown:
    "Counted over the robots that nothing was heard of since the server started. The last word of one is this event:",
  offline: "Counted over the robots that are offline now. The last of them to go was told by this event:",
  dropped: "Counted over the robots that dropped. The last of them to go was told by this event:",
};

/** The newest event of those that a count of robots rests on; null when there are none. */
export function countOrigin(rows: readonly RobotRow[], filter: StateFilter): Origin | null {
  const counted = rows.filter(
    ({ robot, state }) => robot.archived_at === null && (filter === "all" || state === filter),
  );
  if (counted.length === 0) return null;
  return { kind: "event", streamId: newestPresence(counted.map(({ robot }) => robot)), how: HOW[filter] };
}
