"use client";

import { memo, useMemo } from "react";
import { LineChart, type Series } from "#components/chart/line-chart";
import { Sparkline } from "#components/chart/sparkline";
import { Empty } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import type { AgentState } from "#lib/dna/state";
import { delaySummary, EXPECTED_DELAY, scoringDelays, sizeRows, traitTrends } from "#lib/dna/trends";
import type { Version, VersionOutline } from "#lib/dna/versions";
import { formatNumber, formatSeconds, formatSigned, MISSING, plural } from "#lib/format";
import { ImpactTable } from "./impact/impact-table.tsx";
import { findingsOf } from "./impact/use-observations.ts";
import { TallyStats } from "./tally-stats.tsx";
import { useNoticeable } from "./use-noticeable.ts";

interface AgentTrendsProps {
  agent: AgentState;
  versions: readonly Version[];
  outlines: readonly VersionOutline[];
  onSelect: (version: number) => void;
}

/** What helps this agent, how long it waits for its scores, and how its DNA and traits grow. */
export default memo(function AgentTrends({ agent, versions, outlines, onSelect }: AgentTrendsProps) {
  const { observations, tally } = findingsOf(agent, useNoticeable());
  return (
    <div className="grid items-start gap-3 lg:grid-cols-2">
      <Panel title="What helps this agent" sub="its newest 100 versions">
        <div className="flex flex-col gap-4">
          <TallyStats tally={tally} />
          <ImpactTable observations={observations} />
        </div>
      </Panel>
      <div className="flex min-w-0 flex-col gap-3">
        <Delays versions={outlines} onSelect={onSelect} />
        <Sizes versions={outlines} onSelect={onSelect} />
        <Traits versions={versions} />
      </div>
    </div>
  );
});

interface PartProps {
  versions: readonly VersionOutline[];
  onSelect: (version: number) => void;
}

const DELAY: Series[] = [{ id: "seconds", name: "Seconds to karma", color: "var(--color-series-2)" }];
const EXPECTED = { ...EXPECTED_DELAY, label: "30–60 s expected" };
const toSeconds = (value: number) => `${formatNumber(value, 0)} s`;

const Delays = memo(function Delays({ versions, onSelect }: PartProps) {
  const { rows, summary } = useMemo(() => {
    const delays = scoringDelays(versions);
    return {
      rows: delays.map(({ version, seconds }) => ({ x: version, seconds })),
      summary: delaySummary(delays),
    };
  }, [versions]);
  const high = Math.max(EXPECTED_DELAY.to * 1.5, summary?.slowest ?? 0);
  return (
    <Panel
      title="From mutation to karma"
      sub={
        summary && (
          <span className="figures">
            mean {formatSeconds(summary.mean)}, slowest {formatSeconds(summary.slowest)}
          </span>
        )
      }
    >
      {rows.length === 0 ? (
        <Empty title="No mutation has been scored yet" />
      ) : (
        <LineChart
          label="Seconds from each mutation to its first karma"
          x="number"
          rows={rows}
          series={DELAY}
          yRange={[0, high]}
          format={toSeconds}
          expected={EXPECTED}
          pointOf={pointAlways}
          titleOf={titleOfVersion}
          onPick={onSelect}
          height={140}
        />
      )}
    </Panel>
  );
});

const pointAlways = () => "dot" as const;
const titleOfVersion = ({ x }: { x: number }) => `Version ${x}`;

const SIZES: Series[] = [
  { id: "dnaSize", name: "DNA keys", color: "var(--color-series-1)", kind: "step" },
  { id: "traitsCount", name: "Traits", color: "var(--color-series-2)", kind: "step" },
];
const whole = (value: number) => formatNumber(value, 0);

const Sizes = memo(function Sizes({ versions, onSelect }: PartProps) {
  const rows = useMemo(
    () => sizeRows(versions).map(({ x, dnaSize, traitsCount }) => ({ x, dnaSize, traitsCount })),
    [versions],
  );
  const most = rows.reduce(
    (high, { dnaSize, traitsCount }) => Math.max(high, dnaSize ?? 0, traitsCount ?? 0),
    3,
  );
  return (
    <Panel title="Size of its DNA">
      {rows.every(({ dnaSize }) => dnaSize === null) ? (
        <Empty title="No version tells its size" />
      ) : (
        <LineChart
          label="DNA keys and traits of each version"
          x="number"
          rows={rows}
          series={SIZES}
          yRange={[0, most]}
          format={whole}
          titleOf={titleOfVersion}
          onPick={onSelect}
          height={110}
        />
      )}
    </Panel>
  );
});

const SHOWN = 8;

function Traits({ versions }: { versions: readonly Version[] }) {
  const trends = useMemo(() => traitTrends(versions), [versions]);
  const loaded = versions.filter(({ snapshot }) => snapshot !== null).length;
  return (
    <Panel title="Traits" sub={`over ${plural(loaded, "version")}, what moved most first`}>
      {trends.length === 0 ? (
        <Empty title="No traits that are numbers" />
      ) : (
        <table className="w-full table-fixed" aria-label="Traits over versions">
          <thead className="sr-only">
            <tr>
              <th scope="col">Trait</th>
              <th scope="col">Course</th>
              <th scope="col">Now</th>
              <th scope="col">Change</th>
            </tr>
          </thead>
          <tbody>
            {trends.slice(0, SHOWN).map(({ name, values, change }) => {
              const last = values.findLast(({ value }) => value !== null)?.value ?? null;
              return (
                <tr key={name} className="border-grid border-t first:border-0">
                  <th
                    scope="row"
                    data-tip={name}
                    className="truncate py-1.5 pe-2 text-start font-mono font-normal text-12 text-normal"
                  >
                    {name}
                  </th>
                  <td className="py-1.5 pe-2">
                    <Sparkline
                      points={values.map(({ version, value }) => ({ x: version, y: value }))}
                      color="var(--color-series-3)"
                      height={20}
                      step
                    />
                  </td>
                  <td className="figures w-14 py-1.5 text-end text-12 text-strong">
                    {last === null ? MISSING : formatNumber(last, 2)}
                  </td>
                  <td className="figures w-14 py-1.5 text-end text-12 text-quiet">{formatSigned(change)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
