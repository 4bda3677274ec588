"use client";

import { memo, useMemo } from "react";
import { type ColumnBar, Columns } from "#components/chart/columns";
import { Truth } from "#components/history/truth";
import { Empty } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { usePreferences } from "#components/ui/preferences-provider";
import { clockTime, formatNumber, formatRate, plural, type Zone } from "#lib/format";
import { entriesPerMinute } from "#lib/metrics/sentence";
import type { JobState } from "#lib/metrics/state";
import { ENTRIES_CAP } from "#lib/metrics/status";
import { runOrigin } from "#lib/overview/origins";
import { useOutageBands } from "../history/use-outages.ts";
import type { RunChartProps } from "./duration-panel.tsx";

const CAP = { value: ENTRIES_CAP, label: `BRAiN's cap of ${ENTRIES_CAP}` };
const whole = (value: number) => formatNumber(value, 0);

interface EntriesPanelProps extends RunChartProps {
  /** It is the job that BRAiN's cap is about. */
  capped: boolean;
}

/** How many entries each run counted, against the most that BRAiN's own job reads at once. */
export const EntriesPanel = memo(function EntriesPanel({
  job,
  picked,
  onPick,
  from,
  to,
  capped,
}: EntriesPanelProps) {
  const { zone } = usePreferences();
  const bars = useMemo(() => barsOf(job, zone), [job, zone]);
  const holes = useOutageBands(from, to);
  const last = bars.at(-1);
  const rate = entriesPerMinute(job);
  return (
    <Panel
      title="Entries per run"
      sub={
        last && (
          <span className="figures">
            the last one counted{" "}
            <Truth
              origin={{ kind: "event", streamId: runOrigin(job?.runs.find(({ id }) => id === last.id)) }}
            >
              {formatNumber(last.y)}
            </Truth>
            {rate !== null && `, ${formatRate(rate)} a minute over all of these`}
          </span>
        )
      }
    >
      {bars.length === 0 ? (
        <Empty title="No run has completed yet">Every completed run becomes a column here.</Empty>
      ) : (
        <Columns
          label={`Entries of each completed run; the last one counted ${last?.y ?? 0}`}
          bars={bars}
          from={from}
          to={to}
          format={whole}
          {...(capped ? { threshold: CAP } : {})}
          holes={holes}
          picked={picked}
          onPick={onPick}
          height={152}
        />
      )}
    </Panel>
  );
});

function barsOf(job: JobState | undefined, zone: Zone): ColumnBar[] {
  return (job?.runs ?? []).flatMap((run) => {
    if (run.status !== "completed") return [];
    const at = run.started_at ?? run.ended_at;
    const { entries_processed: y } = run;
    return [{ id: run.id, x: at, y, words: `${clockTime(at, zone)}: ${plural(y, "entry", "entries")}` }];
  });
}
