import { meanOf } from "../statistics.ts";
import type { CommonCause, EndedSession, FleetSessions } from "./api-sessions.ts";
import { commonCauses } from "./common-cause.ts";
import { isUnexpectedEnd } from "./presence.ts";

/** Steps of the curve of who was there. */
const STEPS = 120;
/** Upper ends in seconds; a session under 60 s is worth a look (contract section 5). */
const LENGTHS = [10, 60, 300, 3600, 6 * 3600, 86_400] as const;
const ROBOTS_NAMED = 200;

interface Open {
  robot_id: string;
  connected_at: number;
}

interface Window {
  from: number;
  to: number;
}

/** Connections over time, by length and by reason, and drops that have one cause. `ended` touches the window, in any order. */
export function fleetSessions(
  ended: readonly EndedSession[],
  open: readonly Open[],
  { from, to }: Window,
): Omit<FleetSessions, "complete"> {
  const within = ended.filter(({ disconnected_at: at }) => at >= from && at <= to);
  const step = Math.max(1, (to - from) / STEPS);
  return {
    from,
    to,
    step_seconds: step,
    connections: connectedOverTime(ended, open, { from, to }, step),
    durations: byLength(within),
    reasons: byReason(within),
    mean_duration_seconds: meanOf(within.map((one) => one.duration_seconds)),
    incidents: incidentsOf(within),
  };
}

// Of one robot, stays that overlap count once: each is cut to what lies behind the ones before it.
function connectedOverTime(
  ended: readonly EndedSession[],
  open: readonly Open[],
  { from, to }: Window,
  step: number,
): FleetSessions["connections"] {
  const count = Math.ceil((to - from) / step);
  const changes = new Int32Array(count + 1);
  const coveredUpTo = new Map<string, number>();
  const stays = [
    ...ended.map((one) => ({ id: one.robot_id, begin: one.connected_at, end: one.disconnected_at })),
    ...open.map((one) => ({ id: one.robot_id, begin: one.connected_at, end: to })),
  ].sort((a, b) => a.begin - b.begin);
  for (const { id, begin, end } of stays) {
    const first = Math.max(Math.floor((begin - from) / step), coveredUpTo.get(id) ?? 0, 0);
    const last = Math.min(Math.floor((end - from) / step), count - 1);
    if (last < first) continue;
    changes[first] = (changes[first] ?? 0) + 1;
    changes[last + 1] = (changes[last + 1] ?? 0) - 1;
    coveredUpTo.set(id, last + 1);
  }
  let robots = 0;
  return Array.from({ length: count }, (_, index) => {
    robots += changes[index] ?? 0;
    return { at: from + index * step, robots };
  });
}

function byLength(sessions: readonly EndedSession[]): FleetSessions["durations"] {
  const ends = [...LENGTHS, null];
  const counts = ends.map((up_to_seconds) => ({ up_to_seconds, count: 0 }));
  for (const { duration_seconds } of sessions) {
    const fit = counts.find((one) => one.up_to_seconds === null || duration_seconds < one.up_to_seconds);
    if (fit) fit.count += 1;
  }
  return counts;
}

function byReason(sessions: readonly EndedSession[]): FleetSessions["reasons"] {
  const counts = new Map<string | null, number>();
  for (const { reason } of sessions) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
}

function incidentsOf(sessions: readonly EndedSession[]): CommonCause[] {
  const drops = sessions.filter(({ reason }) => isUnexpectedEnd(reason));
  const { causes } = commonCauses(
    drops,
    (one) => one.disconnected_at,
    (one) => one.robot_id,
  );
  return causes
    .map((cause) => {
      const robots = [...new Set(cause.map(({ robot_id }) => robot_id))];
      return {
        from: cause[0]?.disconnected_at ?? 0,
        to: cause.at(-1)?.disconnected_at ?? 0,
        reason: byReason(cause)[0]?.reason ?? null,
        robots: robots.slice(0, ROBOTS_NAMED),
        count: robots.length,
      };
    })
    .reverse();
}
