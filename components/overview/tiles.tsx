"use client";

import { intervalOf, OWN_JOB } from "#lib/metrics/cadence";
import { AlertsTile } from "./alerts-tile.tsx";
import { EvolutionTile } from "./evolution-tile.tsx";
import { JobTile } from "./job-tile.tsx";
import { RobotsTile } from "./robots-tile.tsx";
import { TileSkeleton } from "./tile.tsx";
import type { OverviewView } from "./use-overview.ts";

const GRID = "grid grid-cols-2 gap-2 sm:gap-3 xl:grid-cols-4";

/** The four answers. */
export function Tiles({ state, fleet, now, intervalSeconds }: OverviewView & { now: number }) {
  const job = state.metrics.jobs.get(OWN_JOB) ?? [...state.metrics.jobs.values()][0];
  return (
    <div className={GRID}>
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
      <AlertsTile alerts={state.alerts} now={now} />
    </div>
  );
}

export const TilesSkeleton = () => (
  <div className={GRID}>
    <TileSkeleton href="/robots" title="Robots" />
    <TileSkeleton href="/job" title="Aggregation job" />
    <TileSkeleton href="/evolution" title="Evolution" />
    <TileSkeleton href="/alerts" title="Alerts" />
  </div>
);
