"use client";

import dynamic from "next/dynamic";
import { Loading } from "#components/ui/empty";
import { InTurn } from "#components/ui/in-turn";
import type { State } from "#lib/fold";
import { useLive, useReplay } from "#lib/live/use-live";
import { NotYetThen } from "../history/not-yet-then.tsx";
import { patiently } from "../ui/patiently.ts";
import { AttentionList } from "./attention-list.tsx";
import { FeedPanelSkeleton } from "./feed-skeleton.tsx";
import { Lanes, LanesSkeleton } from "./lanes/lanes.tsx";
import { NeedsAttention } from "./needs-attention.tsx";
import { Tiles, TilesSkeleton } from "./tiles.tsx";
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

/** Is anything wrong right now? Each part looks at the state for itself, so that none is drawn again for another. */
export function Overview() {
  const [window, setWindow] = useWindow();
  const known = useLive(({ live }) =>
    live.kind === "live" ? (isUntouched(live.state) ? "untouched" : "used") : null,
  );
  const replaying = useReplay(() => true) ?? false;
  if (known === null) return <OverviewSkeleton />;
  return (
    <div className="flex flex-col gap-3">
      {known === "untouched" &&
        (replaying ? <NotYetThen title="Nothing had been seen by then" /> : <Invitation />)}
      <Tiles />
      {known === "used" && (
        <>
          <Lanes window={window} onWindow={setWindow} />
          <div className={BELOW}>
            <InTurn meanwhile={<AttentionList found={null} />}>
              <NeedsAttention window={window} />
            </InTurn>
            <LiveFeed window={window} />
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

const OverviewSkeleton = () => (
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
