"use client";

import { Empty, Failure, Skeleton } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { formatNumber, plural } from "#lib/format";
import { useReplay } from "#lib/live/use-live";
import type { MissionCounts } from "#lib/metrics/api";
import type { JobState } from "#lib/metrics/state";
import { useMissions } from "./use-missions.ts";

/** What the job has counted so far, by status; of a past moment that isn't known. */
export function MissionsPanel({ job }: { job: JobState | undefined }) {
  const replaying = useReplay(() => true) ?? false;
  if (!replaying) return <PresentMissions job={job} />;
  return (
    <Panel title="Missions by status">
      <Empty title="Not kept for the past">
        Only the present counts are stored. How many entries each run counted is told by its event, and shown
        above.
      </Empty>
    </Panel>
  );
}

function PresentMissions({ job }: { job: JobState | undefined }) {
  const lastCompleted = job?.runs.findLast(({ status }) => status === "completed")?.id ?? null;
  const missions = useMissions(lastCompleted);
  const known = missions.kind === "known" ? missions : null;
  return (
    <Panel
      title="Missions by status"
      sub={known && <span className="figures">{formatNumber(known.counts.total)} counted, each once</span>}
    >
      {missions.kind === "loading" && <Skeleton className="h-32 w-full" />}
      {missions.kind === "failed" && (
        <Failure title="The counts could not be loaded">{missions.why} The next run asks again.</Failure>
      )}
      {known && known.counts.total === 0 && (
        <Empty title="No mission has been counted yet">
          The job counts what producers add to the missions stream, or post to /api/metrics/missions.
        </Empty>
      )}
      {known && known.counts.total > 0 && <Counts counts={known.counts} />}
      {known && known.counts.unreadable > 0 && (
        <p className="mt-2 text-12 text-warning">
          {plural(known.counts.unreadable, "entry", "entries")} without a readable status.
        </p>
      )}
      {known?.failed && <p className="mt-2 text-12 text-quiet">Not the newest: {known.failed}</p>}
    </Panel>
  );
}

function Counts({ counts: { counts, total } }: { counts: MissionCounts }) {
  const rows = Object.entries(counts).sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  const most = Math.max(...rows.map(([, count]) => count));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section aria-label="Missions, most first" tabIndex={0} className="-mx-4 max-h-64 overflow-y-auto">
      <table className="table-plain table-fixed">
        <colgroup>
          <col className="w-28 sm:w-32" />
          <col />
          <col className="w-20 sm:w-24" />
          <col className="w-20 max-sm:hidden" />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Compared</th>
            <th scope="col">Missions</th>
            <th scope="col" className="max-sm:hidden">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([status, count]) => (
            <tr key={status} className="border-grid border-t first:border-0">
              <th scope="row" className="truncate border-b-0! font-normal! text-13! text-normal!">
                <span data-tip={status}>{status}</span>
              </th>
              <td className="px-0!">
                {/* From zero up; something is never drawn as nothing. */}
                <span
                  aria-hidden
                  className="block h-3 min-w-0.5 rounded-mark bg-series-1"
                  style={{ width: `${(100 * count) / most}%` }}
                />
              </td>
              <td data-number className="text-strong">
                {formatNumber(count)}
              </td>
              <td data-number className="text-quiet max-sm:hidden">
                {formatNumber((100 * count) / total, 1)} %
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
