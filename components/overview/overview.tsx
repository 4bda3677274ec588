"use client";

import dynamic from "next/dynamic";
import { Loading } from "#components/ui/empty";
import type { State } from "#lib/fold";
import { patiently } from "../ui/patiently.ts";
import { AttentionList } from "./attention-list.tsx";
import { FeedPanelSkeleton } from "./feed-skeleton.tsx";
import { Lanes, LanesSkeleton } from "./lanes/lanes.tsx";
import { Tiles, TilesSkeleton } from "./tiles.tsx";
import { useOverview } from "./use-overview.ts";
import { useWindow } from "./use-window.ts";

/** Only for a system in which nothing has happened yet. */
const Invitation = dynamic(
  patiently(() => import("./invitation.tsx")),
  { ssr: false },
);
/** The words for every type of event come after the answer. */
const LiveFeed = dynamic(
  patiently(() => import("./live-feed.tsx")),
  { ssr: false, loading: () => <FeedPanelSkeleton /> },
);
const BELOW = "grid items-start gap-3 lg:grid-cols-[2fr_3fr]";

/** Is anything wrong right now? */
export function Overview() {
  const [window, setWindow] = useWindow();
  const view = useOverview(window);
  const { state, now, found } = view;
  if (now === null) return <OverviewSkeleton />;
  const untouched = isUntouched(state);
  return (
    <div className="flex flex-col gap-3">
      {untouched && <Invitation />}
      <Tiles {...view} now={now} />
      {!untouched && (
        <>
          <Lanes window={window} onWindow={setWindow} />
          <div className={BELOW}>
            <AttentionList found={found} narrowed={window !== null} />
            <LiveFeed recent={state.feed.recent} window={window} />
          </div>
        </>
      )}
    </div>
  );
}

// The server's own job runs from the first minute on: its events alone are not yet anybody's use.
function isUntouched({ dna, telemetry, feed }: State): boolean {
  if (dna.agents.size > 0 || telemetry.robots.size > 0) return false;
  return [...feed.counts.keys()].every((type) => type.startsWith("metrics."));
}

function OverviewSkeleton() {
  return (
    <Loading what="the overview">
      <div className="flex flex-col gap-3">
        <TilesSkeleton />
        <LanesSkeleton />
        <div className={BELOW}>
          <AttentionList found={null} />
          <FeedPanelSkeleton />
        </div>
      </div>
    </Loading>
  );
}
