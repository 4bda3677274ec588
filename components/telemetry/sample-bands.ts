import { reasonWords } from "../../lib/events/sentence.ts";
import { type Band, outageBands } from "../../lib/history/holes.ts";
import type { Outage } from "../../lib/history/outage.ts";
import type { RobotState } from "../../lib/telemetry/state.ts";
import { stateTimeline } from "../../lib/telemetry/state-timeline.ts";
import { knownSince } from "./known-since.ts";

interface Window {
  from: number;
  to: number;
}

/**
 * Where a robot's charts have nothing because nobody could record it, and why. A server keeps live samples in its
 * memory: what came before it started stands in the longer windows only. An outage that points fall into hid nothing: they were told afterwards.
 */
export function sampleBands(
  outages: readonly Outage[],
  points: readonly { at: number }[],
  { from, to }: Window,
): Band[] {
  const began = outages.findLast((outage) => outage.cause === "server_down" && outage.to !== null);
  const start = began?.to ?? from;
  const lost = began && start > from && !points.some(({ at }) => at < began.from);
  const before: Band[] = lost
    ? [
        {
          from,
          to: Math.min(to, start),
          reason: "Before the last start: look under 1 h",
          faint: false,
        },
      ]
    : [];
  const bands = outageBands(outages, { from: lost ? start : from, to, samples: true });
  return [...before, ...bands.filter((band) => !points.some(({ at }) => at > band.from && at < band.to))];
}

/** When the robot was not connected, and why; but not where `told` says already that nobody looked. */
export function awayBands(robot: RobotState, told: readonly Band[], { from, to }: Window): Band[] {
  const stretches = stateTimeline({
    sessions: robot.sessions,
    open: robot.connections,
    silences: [],
    unprovenSince: null,
    outages: [],
    knownSince: knownSince(robot),
    firstSeenAt: robot.first_seen_at,
    from,
    to,
  });
  return stretches.flatMap((stretch) => {
    if (stretch.word !== "offline" || stretch.why.kind !== "ended") return [];
    const begin = Math.max(
      stretch.from,
      ...told.filter((band) => band.from < stretch.to).map((band) => band.to),
    );
    return begin < stretch.to
      ? [
          {
            from: begin,
            to: stretch.to,
            reason: `Not connected: ${reasonWords(stretch.why.reason)}`,
            faint: false,
          },
        ]
      : [];
  });
}
