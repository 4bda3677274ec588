"use client";

import { useMemo } from "react";
import { Loading } from "#components/ui/empty";
import type { State } from "#lib/fold";
import { useLive, useLiveState } from "#lib/live/use-live";
import { intervalOf, OWN_JOB } from "#lib/metrics/cadence";
import { needsAttention } from "#lib/overview/attention";
import { usePaced } from "../chart/use-paced.ts";
import { useProof } from "../history/use-proof.ts";
import { useFreshSamples, useViewTime } from "../shell/use-view.ts";
import { AttentionList } from "./attention-list.tsx";
import { EventsTile } from "./events-tile.tsx";
import { EvolutionTile } from "./evolution-tile.tsx";
import { Invitation } from "./invitation.tsx";
import { JobTile } from "./job-tile.tsx";
import { LiveFeed } from "./live-feed.tsx";
import { RobotsTile } from "./robots-tile.tsx";
import { TileSkeleton } from "./tile.tsx";

const TILES = "grid grid-cols-2 gap-2 sm:gap-3 xl:grid-cols-4";
const BELOW = "grid items-start gap-3 lg:grid-cols-[2fr_3fr]";
const DEFAULT_INTERVAL_SECONDS = 30;
const GONE_THROUGH_MS = 1_000;

/** Is anything wrong right now? */
export function Overview() {
  const { ready, state } = useLiveState();
  const now = useViewTime();
  const samples = useFreshSamples();
  const proof = useProof();
  const rate = useLive((view) => view.rate);
  const intervalSeconds = useLive(
    (view) => view.welcome?.aggregation_interval_seconds ?? DEFAULT_INTERVAL_SECONDS,
  );
  // All agents and robots are gone through, maybe thousands: once a second is often enough.
  const latest = useMemo(() => ({ state, samples, now, proof }), [state, samples, now, proof]);
  const paced = usePaced(latest, GONE_THROUGH_MS);
  // The first picture doesn't wait.
  const fleet = paced.samples ? paced : latest;
  const found = useMemo(
    () =>
      ready && fleet.samples && fleet.now !== null
        ? needsAttention({ ...fleet, samples: fleet.samples, now: fleet.now, intervalSeconds })
        : null,
    [ready, fleet, intervalSeconds],
  );
  if (!ready || now === null) return <OverviewSkeleton />;
  const untouched = isUntouched(state);
  const job = state.metrics.jobs.get(OWN_JOB) ?? [...state.metrics.jobs.values()][0];
  return (
    <div className="flex flex-col gap-3">
      {untouched && <Invitation />}
      <div className={TILES}>
        <RobotsTile
          telemetry={fleet.state.telemetry}
          samples={fleet.samples}
          now={fleet.now ?? now}
          proof={fleet.proof}
        />
        <JobTile
          job={job}
          intervalSeconds={intervalOf(job?.job_id ?? OWN_JOB, job, intervalSeconds)}
          now={now}
        />
        <EvolutionTile dna={state.dna} />
        <EventsTile feed={state.feed} rate={rate} />
      </div>
      {!untouched && (
        <div className={BELOW}>
          <AttentionList found={found} />
          <LiveFeed recent={state.feed.recent} />
        </div>
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
        <div className={TILES}>
          <TileSkeleton href="/robots" title="Robots" />
          <TileSkeleton href="/job" title="Aggregation job" />
          <TileSkeleton href="/evolution" title="Evolution" />
          <TileSkeleton href="/events" title="Events" />
        </div>
        <div className={BELOW}>
          <AttentionList found={null} />
          <LiveFeed recent={null} />
        </div>
      </div>
    </Loading>
  );
}
