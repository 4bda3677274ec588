"use client";

import { useMemo } from "react";
import { StateStrip } from "#components/chart/state-strip";
import { Panel } from "#components/ui/panel";
import { usePreferences } from "#components/ui/preferences-provider";
import type { RobotState } from "#lib/telemetry/state";
import { isShortStretch, stateTimeline, stretchWords } from "#lib/telemetry/state-timeline";
import { useOutages } from "../history/use-outages.ts";
import { knownSince } from "./known-since.ts";
import type { RobotRow } from "./robot-rows.ts";

const SHOWN_SECONDS = 24 * 3600;
// A day is drawn a few hundred pixels wide.
const STEP_SECONDS = 10;

/** When a robot was there in the last 24 hours, and why not. */
export function StateTimeline({ robot, row, now }: { robot: RobotState; row: RobotRow; now: number }) {
  const { zone } = usePreferences();
  const outages = useOutages();
  const to = Math.ceil(now / STEP_SECONDS) * STEP_SECONDS;
  const unprovenSince = row.is.word === "unknown" ? row.is.since : null;
  const silentSince = row.is.word === "stale" ? row.is.since : null;
  const stretches = useMemo(
    () =>
      stateTimeline({
        sessions: robot.sessions,
        open: robot.connections,
        silences: silentSince === null ? [] : [{ from: silentSince, to }],
        unprovenSince,
        outages,
        knownSince: knownSince(robot),
        firstSeenAt: robot.first_seen_at,
        from: to - SHOWN_SECONDS,
        to,
      }).map((stretch) => ({
        from: stretch.from,
        to: stretch.to,
        state: stretch.word,
        words: stretchWords(stretch, zone),
        marked: isShortStretch(stretch),
      })),
    [robot, outages, silentSince, unprovenSince, to, zone],
  );
  return (
    <Panel
      title="Last 24 hours"
      sub={<span className="max-sm:hidden">Sessions under 60 s are marked. Arrow keys walk.</span>}
    >
      <StateStrip label={`States of ${robot.robot_id}, last 24 hours`} stretches={stretches} zone={zone} />
    </Panel>
  );
}
