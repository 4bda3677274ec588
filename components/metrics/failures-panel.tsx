"use client";

import { CircleCheck } from "lucide-react";
import { memo } from "react";
import { Ago, Clock } from "#components/ui/ago";
import { Empty } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { Scrolling } from "#components/ui/scrolling";
import { formatNumber, plural } from "#lib/format";
import { failureGroups } from "#lib/metrics/failures";
import type { JobState } from "#lib/metrics/state";

interface FailuresPanelProps {
  job: JobState | undefined;
  onPick: (runId: string) => void;
  /** Nothing stands beside it. */
  wide: boolean;
}

/** Why runs failed: one line per kind of error. */
export const FailuresPanel = memo(function FailuresPanel({ job, onPick, wide }: FailuresPanelProps) {
  const groups = failureGroups(job);
  const runs = job?.runs.length ?? 0;
  return (
    <Panel
      title="Failures"
      sub={runs > 0 && `in the last ${plural(runs, "run")}`}
      flush
      className={wide ? "lg:col-span-2" : ""}
    >
      {groups.length === 0 ? (
        <Empty icon={CircleCheck} title="None">
          {runs > 0 ? "Every run that is kept here ended well." : "No run has been seen yet."}
        </Empty>
      ) : (
        <Scrolling label="Failures by type" className="max-h-64 overflow-auto">
          <table className="table-plain">
            <thead>
              <tr>
                <th scope="col">Error</th>
                <th scope="col" data-number>
                  Runs
                </th>
                <th scope="col" data-number className="max-sm:hidden">
                  In a row
                </th>
                <th scope="col" className="max-sm:hidden">
                  First
                </th>
                <th scope="col">Last</th>
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <tr key={group.type}>
                  <td className="w-full max-w-0 py-1">
                    <button
                      type="button"
                      onClick={() => onPick(group.runId)}
                      data-tip="Show the newest of these runs"
                      className="block max-w-full truncate font-mono text-critical hover:underline"
                    >
                      {group.type}
                    </button>
                    <span className="block truncate text-12 text-quiet" data-tip={group.message}>
                      {group.message}
                    </span>
                  </td>
                  <td data-number className="text-strong">
                    {formatNumber(group.count)}
                  </td>
                  <td data-number className="max-sm:hidden">
                    {formatNumber(group.inRow)}
                  </td>
                  <td className="max-sm:hidden">
                    <Clock at={group.first} />
                  </td>
                  <td>
                    <Ago at={group.last} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
    </Panel>
  );
});
