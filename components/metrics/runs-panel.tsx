"use client";

import { memo, useMemo, useState } from "react";
import { RunStrip } from "#components/chart/run-strip";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { usePreferences } from "#components/ui/preferences-provider";
import type { JobState } from "#lib/metrics/state";
import { RUNS_KEPT } from "#lib/metrics/state";
import { useOutages } from "../history/use-outages.ts";
import { TableToggle } from "../ui/table-toggle.tsx";
import { useNarrow } from "../ui/use-narrow.ts";
import { RunDetails } from "./run-details.tsx";
import { lastStuck, runMarks, runsSince } from "./run-marks.ts";
import { RunsTable } from "./runs-table.tsx";

// A finger can't tell 120 bars apart.
const ON_A_PHONE = 30;

interface RunsPanelProps {
  job: JobState | undefined;
  intervalSeconds: number;
  /** The newest run has not ended for too long. */
  stuck: boolean;
  /** The chosen run; null follows the newest. */
  runId: string | null;
  onPick: (runId: string | null) => void;
}

/** The last runs side by side, and the chosen one in words below them. */
export const RunsPanel = memo(function RunsPanel({
  job,
  intervalSeconds,
  stuck,
  runId,
  onPick,
}: RunsPanelProps) {
  const { zone } = usePreferences();
  const slots = useNarrow() ? ON_A_PHONE : RUNS_KEPT;
  const outages = useOutages(runsSince(job, slots));
  const marks = useMemo(() => {
    const all = runMarks(job, intervalSeconds, slots, zone, outages);
    return stuck ? lastStuck(all) : all;
  }, [job, intervalSeconds, slots, zone, outages, stuck]);
  const [table, setTable] = useState(false);
  const newest = job?.runs.at(-1)?.id ?? null;
  const picked = runId ?? newest;
  return (
    <Panel
      title={`Last ${slots} runs`}
      sub={<span className="max-sm:hidden">Taller took longer. Arrow keys walk.</span>}
      actions={
        <>
          <Button
            kind="quiet"
            onClick={() => onPick(null)}
            disabled={runId === null}
            className={runId === null ? "invisible max-sm:hidden" : ""}
          >
            Follow the newest
          </Button>
          <TableToggle table={table} onTable={setTable} />
        </>
      }
    >
      {table ? (
        <RunsTable marks={marks} runs={job?.runs ?? []} picked={picked} onPick={onPick} />
      ) : (
        <RunStrip
          label={`The last ${slots} runs, newest last`}
          marks={marks}
          slots={slots}
          height={48}
          onPick={onPick}
          picked={picked}
        />
      )}
      <RunDetails
        run={job?.runs.find(({ id }) => id === picked)}
        state={marks.find(({ id }) => id === picked)?.state}
        missed={marks.find(({ id, state }) => state === "missed" && id === runId)?.words}
        away={marks.find(({ id, state }) => state === "unknown" && id === runId)?.words}
        asked={runId}
      />
    </Panel>
  );
});
