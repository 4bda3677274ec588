"use client";

import { useMemo, useState } from "react";
import { type HeatCell, Heatmap } from "#components/chart/heatmap";
import { Segmented } from "#components/ui/choice";
import { Panel } from "#components/ui/panel";
import { usePreferences } from "#components/ui/preferences-provider";
import { type Impact, impactByAgent, impactOverTime, type Observation } from "#lib/dna/impact";
import { clockMinutes, dateTime, formatNumber, formatSigned, plural, shortenMiddle } from "#lib/format";

const ACROSS = [
  { value: "agents", label: "By agent" },
  { value: "time", label: "Over time" },
] as const;

const PARTS = 10;
/** More can't be read, and would be slow to draw. */
const MOST_COLUMNS = 24;
const MOST_ROWS = 20;

/** Keys × agents, or × time: whether a key helps everywhere, and whether it still does. */
export function ImpactHeatmap({ observations }: { observations: readonly Observation[] }) {
  const [across, setAcross] = useState<(typeof ACROSS)[number]["value"]>("agents");
  const { zone } = usePreferences();
  const matrix = useMemo(() => {
    if (across === "agents") return impactByAgent(observations);
    const [from, to] = endsOf(observations);
    return impactOverTime(observations, { from, to, parts: PARTS });
  }, [across, observations]);
  const columns = matrix.columns.slice(0, MOST_COLUMNS);
  const left = matrix.columns.length - columns.length;
  return (
    <Panel
      title="Which key helps whom"
      sub="Mean change of karma; hatched under 3"
      actions={<Segmented label="Columns" options={ACROSS} value={across} onChange={setAcross} />}
    >
      <Heatmap
        label={across === "agents" ? "Impact of keys by agent" : "Impact of keys over time"}
        rowName="Key"
        columns={columns.map((id) =>
          across === "agents"
            ? { id, name: shortenMiddle(id, 12), title: id }
            : { id, name: `from ${clockMinutes(Number(id), zone)}`, title: dateTime(Number(id), zone) },
        )}
        rows={matrix.rows.slice(0, MOST_ROWS).map(({ key, cells }) => ({
          id: key,
          cells: cells.slice(0, MOST_COLUMNS).map((cell) => cell && toCell(cell)),
        }))}
      />
      {left > 0 && (
        <p className="mt-2 text-12 text-quiet">
          {plural(left, "further agent")} not shown: open one of them.
        </p>
      )}
    </Panel>
  );
}

const toCell = ({ mean, count, shared, few }: Impact): HeatCell => ({
  value: mean,
  text: formatSigned(mean, 2),
  words: `${plural(count, "mutation")}, ${formatNumber(shared)} shared with other keys`,
  few,
});

function endsOf(observations: readonly Observation[]): [number, number] {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at } of observations) [from, to] = [Math.min(from, at), Math.max(to, at)];
  return from < to ? [from, to] : [to - 60, to];
}
