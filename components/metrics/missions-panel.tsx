"use client";

import { memo, useMemo } from "react";
import { Truth } from "#components/history/truth";
import { BarTable } from "#components/ui/bar-table";
import { Empty, Failure, Skeleton } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { formatNumber, plural } from "#lib/format";
import { useReplay } from "#lib/live/use-live";
import type { MissionCounts } from "#lib/metrics/api";
import { missionsOverTime } from "#lib/metrics/missions";
import { missionOrigin, runOrigin } from "#lib/overview/origins";
import type { RunChartProps } from "./duration-panel.tsx";
import { MissionsOverTime } from "./missions-over-time.tsx";
import { useMissions } from "./use-missions.ts";

const HOW = "Counted by the job's runs, each entry once. The last that completed:";

const LAST = "The last one that counted some of this status:";

/** What the job has counted by status: in all, as of now, and run by run. */
export const MissionsPanel = memo(function MissionsPanel(charts: RunChartProps) {
  const replaying = useReplay(() => true) ?? false;
  if (!replaying) return <PresentMissions {...charts} />;
  return (
    <Panel title="Missions by status">
      <p className="text-quiet">The counts in all are kept of the present only. These are the runs' own.</p>
      <MissionsOverTime {...charts} />
    </Panel>
  );
});

function PresentMissions(charts: RunChartProps) {
  const { job } = charts;
  const lastCompleted = job?.runs.findLast(({ status }) => status === "completed");
  const missions = useMissions(lastCompleted?.id ?? null);
  const known = missions.kind === "known" ? missions : null;
  const told = useMemo(() => missionsOverTime(job, 1).length > 0, [job]);
  return (
    <Panel
      title="Missions by status"
      sub={
        known && (
          <span className="figures">
            <Truth
              origin={lastCompleted ? { kind: "event", streamId: runOrigin(lastCompleted), how: HOW } : null}
            >
              {formatNumber(known.counts.total)}
            </Truth>{" "}
            counted, each once
          </span>
        )
      }
    >
      {missions.kind === "loading" && <Skeleton className="h-32 w-full" />}
      {missions.kind === "failed" && (
        <Failure title="The counts could not be loaded">{missions.why} The next run asks again.</Failure>
      )}
      {known?.counts.total === 0 &&
        (told ? (
          <p className="text-quiet">
            This server has counted none itself. These are what the runs tell of theirs.
          </p>
        ) : (
          <Empty title="No mission has been counted yet">
            The job counts what producers add to the missions stream, or post to /api/metrics/missions.
          </Empty>
        ))}
      {known && known.counts.total > 0 && <Counts counts={known.counts} job={job} />}
      <MissionsOverTime {...charts} />
      {known && known.counts.unreadable > 0 && (
        <p className="mt-2 text-12 text-warning">
          {plural(known.counts.unreadable, "entry", "entries")} without a readable status.
        </p>
      )}
      {known?.failed && <p className="mt-2 text-12 text-quiet">Not the newest: {known.failed}</p>}
    </Panel>
  );
}

function Counts({ counts: { counts, total }, job }: { counts: MissionCounts; job: RunChartProps["job"] }) {
  const rows = Object.entries(counts).sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return (
    <BarTable
      label="Missions, most first"
      heads={["Status", "Missions"]}
      rows={rows.map(([name, count]) => ({ name, count }))}
      total={total}
      shown={({ name, count }, text) => (
        <Truth
          origin={
            count > 0
              ? {
                  kind: "event",
                  streamId: missionOrigin(job, name),
                  how: `Counted by the job's runs. ${LAST}`,
                }
              : null
          }
        >
          {text}
        </Truth>
      )}
      className="-mx-4 max-h-64"
    />
  );
}
