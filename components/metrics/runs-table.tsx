"use client";

import { Clock } from "#components/ui/ago";
import { Num } from "#components/ui/num";
import { Scrolling } from "#components/ui/scrolling";
import { StateBadge, type StateName } from "#components/ui/state";
import { formatMs, MISSING } from "#lib/format";
import type { Run } from "#lib/metrics/state";
import { durationMs } from "#lib/metrics/status";
import type { RunMark } from "../chart/run-strip.tsx";

interface RunsTableProps {
  /** Oldest first, with what stands between the runs. */
  marks: readonly RunMark[];
  runs: readonly Run[];
  picked: string | null;
  onPick: (runId: string) => void;
}

const HEADS = ["Started", "Run", "Took", "Entries", "Error"];

/** What the charts of runs show, as numbers: the newest first. */
export function RunsTable({ marks, runs, picked, onPick }: RunsTableProps) {
  const byId = new Map(runs.map((run) => [run.id, run]));
  return (
    <Scrolling label="Runs, newest first" className="max-h-80 overflow-auto">
      <table className="table-plain">
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th key={head} scope="col" data-number={head === "Took" || head === "Entries" || undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {marks.toReversed().map((mark) => {
            const run = byId.get(mark.id);
            return run ? (
              <RunRow
                key={mark.id}
                run={run}
                state={mark.state}
                picked={mark.id === picked}
                onPick={onPick}
              />
            ) : (
              <tr key={mark.id}>
                <td colSpan={HEADS.length}>
                  <StateBadge state={mark.state}>{mark.words}</StateBadge>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scrolling>
  );
}

interface RunRowProps {
  run: Run;
  state: StateName;
  picked: boolean;
  onPick: (runId: string) => void;
}

function RunRow({ run, state, picked, onPick }: RunRowProps) {
  const took = durationMs(run);
  return (
    <tr>
      <td>
        <button
          type="button"
          aria-pressed={picked}
          onClick={() => onPick(run.id)}
          className="h-8 text-accent hover:underline aria-pressed:font-medium aria-pressed:text-strong"
        >
          {run.started_at === null ? "Never seen" : <Clock at={run.started_at} full />}
        </button>
      </td>
      <td>
        <StateBadge state={state} />
      </td>
      <td data-number>{took === null ? MISSING : formatMs(took)}</td>
      <td data-number>
        <Num value={run.status === "completed" ? run.entries_processed : null} />
      </td>
      <td>{run.status === "failed" && `${run.error_type}: ${run.error_message}`}</td>
    </tr>
  );
}
