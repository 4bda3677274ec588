"use client";

import { useMemo } from "react";
import { Columns } from "#components/chart/columns";
import { usePreferences } from "#components/ui/preferences-provider";
import { clockTime, formatNumber, plural } from "#lib/format";
import { missionsOverTime } from "#lib/metrics/missions";
import { wholeLabel } from "../chart/ticks.ts";
import type { RunChartProps } from "./duration-panel.tsx";

const SHOWN = 4;
/** What each run counted, one strip of columns for each status; nothing where no run tells it. */
export function MissionsOverTime({ job, picked, onPick, from, to }: RunChartProps) {
  const { zone } = usePreferences();
  const statuses = useMemo(() => missionsOverTime(job, SHOWN), [job]);
  return statuses.map(({ status, total, runs }) => (
    <section key={status} className="mt-3" aria-label={`Missions ${status} over time`}>
      <h3 className="figures text-12">
        <span className="text-strong">{status}</span>{" "}
        <span className="text-quiet">{formatNumber(total)} in these runs</span>
      </h3>
      <Columns
        label={`Missions ${status} of each completed run, ${formatNumber(total)} in all`}
        bars={runs.map(({ id, at, count }) => ({
          id,
          x: at,
          y: count,
          words: `${clockTime(at, zone)}: ${plural(count, "mission")} ${status}`,
        }))}
        from={from}
        to={to}
        format={wholeLabel}
        picked={picked}
        onPick={onPick}
        height={72}
      />
    </section>
  ));
}
