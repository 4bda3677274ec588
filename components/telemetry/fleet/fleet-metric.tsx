"use client";

import { CircleCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { TimeLine } from "#components/chart/time-line";
import { Empty, Failure, Loading, Skeleton } from "#components/ui/empty";
import { Id } from "#components/ui/id";
import { Link, useKeptHref } from "#components/ui/link";
import { Panel } from "#components/ui/panel";
import { usePreferences } from "#components/ui/preferences-provider";
import { formatNumber, plural, stretchWords } from "#lib/format";
import { outageBands } from "#lib/history/holes";
import type { FleetHistory } from "#lib/telemetry/api-history";
import { colorOf, colorOfMetric } from "../../chart/colors.ts";
import { useOutages, useOutagesTold } from "../../history/use-outages.ts";
import { linkTo } from "../../shell/pages.ts";
import { useAsked } from "../../ui/use-asked.ts";
import { type Look, lookOf } from "../history-chart.tsx";
import { gapAfter, historyHoles } from "../history-rows.ts";
import type { Span } from "../spans.ts";
import { fleetRows, type OutlierLine } from "./fleet-rows.ts";

interface FleetMetricProps {
  metric: string;
  span: Span;
  /** Unix seconds at the edges. */
  from: number;
  to: number;
}

const HEIGHT = 280;
const AGAIN_MS = 60_000;

/** One metric over all robots: the median in its band, the extremes behind, and who falls out of it. */
export function FleetMetric({ metric, span, from, to }: FleetMetricProps) {
  const query = new URLSearchParams({ metric, from: String(from), to: String(to) });
  const { asked } = useAsked<FleetHistory>(`/api/telemetry/fleet/history?${query}`, AGAIN_MS);
  // Until it is known when nobody looked, a line might cross it.
  const told = useOutagesTold(from);
  const name = lookOf(metric, []).name;
  const known = asked.kind === "known" && asked.value.points.length > 0;
  if (known && told) return <Drawing history={asked.value} span={span} from={from} to={to} />;
  return (
    <Panel title={name} sub={span.words}>
      {(asked.kind === "loading" || known) && (
        <Loading what={name}>
          <Skeleton className="h-70 w-full" />
        </Loading>
      )}
      {asked.kind === "failed" && (
        <Failure title="What robots measured can't be read now">
          {asked.why} Live values go on; it is asked for again by itself.
        </Failure>
      )}
      {asked.kind === "known" && !known && (
        <Empty title={`No robot reported ${name} in this time`}>
          Choose another metric, or look further back.
        </Empty>
      )}
    </Panel>
  );
}

function Drawing({ history, span, from, to }: Omit<FleetMetricProps, "metric"> & { history: FleetHistory }) {
  const { zone } = usePreferences();
  const router = useRouter();
  const kept = useKeptHref();
  const { metric, step_seconds: step } = history;
  const { rows, lines } = useMemo(() => fleetRows(history), [history]);
  const outages = useOutages(from);
  const holes = useMemo(
    () =>
      historyHoles(rows, outageBands(outages, { from, to, samples: true }), { from, to, step }, "No sample"),
    [rows, outages, from, to, step],
  );
  const color = colorOfMetric(metric);
  const look = lookOf(metric, rows);
  const series = useMemo(
    () => [
      ...lines.map(({ key, robot_id }) => ({
        id: key,
        name: robot_id,
        color: colorOf(robot_id),
        pickable: true,
      })),
      // Last, above the others.
      { id: "median", name: "Median", color: "var(--color-strong)" },
    ],
    [lines],
  );
  const ranges = useMemo(
    () => [
      { low: "min", high: "max", name: "Lowest to highest", color, opacity: 0.16 },
      { low: "p10", high: "p90", name: "p10 to p90", color, opacity: 0.42 },
    ],
    [color],
  );
  const hrefOf = (robotId: string) => `${linkTo.robot(robotId)}&window=${span.id}`;
  return (
    <Panel
      title={look.name}
      sub={`${span.words}, ${plural(history.robots, "robot")}`}
      actions={<Legend color={color} />}
    >
      <TimeLine
        label={`${look.name} of all robots, ${span.words.toLowerCase()}`}
        rows={rows}
        series={series}
        ranges={ranges}
        step={step}
        from={from}
        to={to}
        yRange={look.yRange}
        unit={look.unit}
        format={(value) => formatNumber(value, look.digits)}
        thresholds={look.thresholds}
        gapAfter={gapAfter(step)}
        holes={holes}
        titleOf={({ x }) => stretchWords(x - step / 2, x + step / 2, zone)}
        onPickSeries={(key) => {
          const line = lines.find((one) => one.key === key);
          if (line) router.push(kept(hrefOf(line.robot_id)));
        }}
        height={HEIGHT}
      />
      <Outliers lines={lines} look={look} hrefOf={hrefOf} />
    </Panel>
  );
}

const Legend = ({ color }: { color: string }) => (
  <ul aria-hidden className="flex flex-wrap gap-x-4 text-12 text-quiet">
    <li className="flex items-center gap-1.5">
      <span className="h-0.5 w-3.5 bg-strong" />
      Median
    </li>
    {[
      ["p10 to p90", 0.58],
      ["Lowest to highest", 0.16],
    ].map(([name, opacity]) => (
      <li key={name} className="flex items-center gap-1.5">
        <span className="h-2.5 w-3.5 rounded-mark" style={{ background: color, opacity }} />
        {name}
      </li>
    ))}
  </ul>
);

interface OutliersProps {
  lines: readonly OutlierLine[];
  look: Look;
  hrefOf: (robotId: string) => string;
}

/** Who falls out of the band, each the way to its own charts over the same time. */
function Outliers({ lines, look, hrefOf }: OutliersProps) {
  if (lines.length === 0)
    return (
      <p className="mt-2 flex items-center gap-1.5 text-12 text-quiet">
        <CircleCheck aria-hidden size={13} />
        No robot lies far outside the band.
      </p>
    );
  return (
    <section aria-label="Robots outside the band" className="mt-2">
      <h3 className="text-12 text-quiet">Furthest outside the band</h3>
      <ul className="mt-1 flex flex-wrap gap-1.5">
        {lines.map(({ robot_id, distance }) => (
          <li key={robot_id}>
            <Link
              href={hrefOf(robot_id)}
              className="inline-flex h-8 items-center gap-2 rounded-control border border-line px-2.5 hover:bg-surface-2 pointer-coarse:h-11"
            >
              <span aria-hidden className="h-0.5 w-3.5 shrink-0" style={{ background: colorOf(robot_id) }} />
              <Id value={robot_id} max={24} plain />
              <span className="figures text-12 text-quiet">
                {formatNumber(distance, distance < 10 ? 1 : 0)} {look.unit} away
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
