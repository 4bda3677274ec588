"use client";

import { memo, useMemo } from "react";
import { Sparkline } from "#components/chart/sparkline";
import { type Origin, Truth } from "#components/history/truth";
import { Skeleton } from "#components/ui/empty";
import { Num } from "#components/ui/num";
import { StateBadge } from "#components/ui/state";
import { plural, spanWords } from "#lib/format";
import { newestPresence } from "#lib/overview/origins";
import { connectedOverTime, fleetCounts, knownSince } from "#lib/overview/summary";
import { useOutageBands, useOutagesTold } from "../history/use-outages.ts";
import { Tile, type TileHead, TileSkeleton } from "./tile.tsx";
import { type Fleet, useFleet } from "./use-fleet.ts";

const LOOK_BACK_SECONDS = 86_400;
const SHORTEST_SECONDS = 60;
const STEPS = 144;
const REDRAW_SECONDS = 30;

const HOW = "Counted over every robot that was ever seen. The last to come or go was told by this event:";

export function RobotsTile(head: TileHead) {
  const fleet = useFleet();
  return fleet ? <Drawing head={head} fleet={fleet} /> : <TileSkeleton {...head} />;
}

const Drawing = memo(function Drawing({ head, fleet }: { head: TileHead; fleet: Fleet }) {
  const { samples, now, proof } = fleet;
  const { robots } = fleet.state.telemetry;
  const to = Math.ceil(now / REDRAW_SECONDS) * REDRAW_SECONDS;
  const { history, seconds } = useMemo(() => {
    const from = Math.max(
      to - LOOK_BACK_SECONDS,
      Math.min(to - SHORTEST_SECONDS, knownSince(robots.values())),
    );
    const window = { from, to, steps: STEPS };
    return { history: connectedOverTime(robots.values(), window, proof), seconds: to - from };
  }, [robots, to, proof]);
  const bands = useOutageBands(to - seconds, to);
  const told = useOutagesTold(to - seconds);
  // No event may be lost and still nobody knows who was there: robots can't be connected to what isn't running.
  const holes = useMemo(() => bands.map((band) => ({ ...band, faint: false })), [bands]);
  const counts = fleetCounts(robots.values(), samples, now, proof);
  const known = robots.size;
  const origin = useMemo(
    (): Origin | null =>
      robots.size === 0 ? null : { kind: "event", streamId: newestPresence(robots.values()), how: HOW },
    [robots],
  );
  return (
    <Tile
      {...head}
      figure={
        <>
          <Truth origin={origin}>
            <Num value={counts.online} tint />
          </Truth>
          <span className="ms-1.5 text-12 sm:ms-2 sm:text-14 text-quiet tracking-normal">
            of {known} online
          </span>
        </>
      }
      facts={
        <>
          {counts.dropped > 0 && <StateBadge state="dropped">{counts.dropped} dropped</StateBadge>}
          {counts.stale > 0 && <StateBadge state="stale">{counts.stale} stale</StateBadge>}
          {counts.unknown > 0 && <StateBadge state="unknown">{counts.unknown} unknown</StateBadge>}
          {counts.offline > 0 && <StateBadge state="offline">{counts.offline} offline</StateBadge>}
          {known > 0 && counts.online === known && <StateBadge state="ok">All there</StateBadge>}
          {known === 0 && <span className="text-quiet">None so far</span>}
        </>
      }
      chart={
        known > 0 &&
        (told ? (
          <Sparkline
            label={`Connected robots over time, now ${plural(counts.online + counts.stale, "robot")}`}
            points={history}
            xRange={[to - seconds, to]}
            holes={holes}
            yRange={[0, Math.max(1, known)]}
            step
            area
            height={36}
          />
        ) : (
          // No line may cross an outage, the last one's either.
          <Skeleton className="h-full w-full" />
        ))
      }
      caption={
        known === 0
          ? "Open to connect one"
          : `Connected, last ${seconds < LOOK_BACK_SECONDS ? spanWords(seconds) : "24 hours"}`
      }
    />
  );
});
