import { zoneOffset } from "#lib/local-time";
import type { LineChartProps, Series } from "./line-chart.tsx";
import { type Hole, type Row, rangeOf, thin, withHoles } from "./rows.ts";
import { roundTicks, timeTicks } from "./ticks.ts";

/** The rows to be drawn, broken where nobody knows, and what is hatched. */
export function dataOf(
  rows: readonly Row[],
  series: readonly Series[],
  holes: readonly Hole[] | undefined,
  gapAfter?: number,
) {
  const ids = series.map(({ id }) => id);
  const steps = series.filter(({ kind }) => kind?.endsWith("step")).map(({ id }) => id);
  return withHoles(thin(rows, ids), { ids, steps }, gapAfter, holes);
}

/** Ends and ticks of both axes for a plot of so many pixels. */
export function axesOf(
  props: Pick<LineChartProps, "from" | "to" | "series" | "yRange"> & { width: number; height: number },
  rows: readonly Row[],
  overTime: boolean,
  zone: "utc" | "local",
) {
  const { from, to, xDomain } = xDomainOf(props, rows, overTime);
  const count = Math.max(2, Math.floor(props.width / 110));
  const xTicks = overTime
    ? timeTicks(from, to, count, zoneOffset(zone))
    : roundTicks(from, to, Math.min(count, to - from)).filter((x) => x >= from && x <= to);
  const ids = props.series.map(({ id }) => id);
  const [low, high] = props.yRange ?? rangeOf(rows, ids) ?? [0, 1];
  return {
    xDomain,
    xTicks,
    yTicks: valueTicks(low, high, props.height),
  };
}

/** Round values on the y axis of a plot of so many pixels. */
export const valueTicks = (low: number, high: number, height: number): number[] =>
  roundTicks(low, high, height > 200 ? 5 : 3);

/** From where to where a plot's x axis goes; `from` and `to` are the ends of what is shown on it. */
export function xDomainOf(
  props: Pick<LineChartProps, "from" | "to">,
  rows: readonly Row[],
  overTime: boolean,
) {
  const from = props.from ?? rows[0]?.x ?? 0;
  const to = Math.max(props.to ?? rows.at(-1)?.x ?? 1, from + 1);
  // Half a step on both sides, so that the first and the last point are drawn whole.
  const pad = overTime ? 0 : 0.5;
  return { from, to, xDomain: [from - pad, to + pad] as [number, number] };
}
