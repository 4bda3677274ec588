import { reasonWords } from "../../../lib/events/sentence.ts";
import { spanWords } from "../../../lib/format.ts";
import type { FleetHistory, Outlier } from "../../../lib/telemetry/api-history.ts";
import type { FleetSessions } from "../../../lib/telemetry/api-sessions.ts";
import type { Row } from "../../chart/rows.ts";
import { historyRows } from "../history-rows.ts";

/** An outlier, and what its values are called in the rows: an id may be anything, this is not. */
export interface OutlierLine extends Outlier {
  key: string;
}

/** The fleet's band and its outliers as one chart has them. */
export function fleetRows({ points, outliers, step_seconds }: FleetHistory): {
  rows: Row[];
  lines: OutlierLine[];
} {
  const lines = outliers.map((outlier, index) => ({ ...outlier, key: `outlier_${index}` }));
  const own = lines.map(({ key, points: its }) => ({
    key,
    values: new Map(its.map(({ at, mean }) => [at, mean])),
  }));
  const rows = historyRows(points, step_seconds, ({ at, robots: _, ...band }) => {
    const values = own.map(({ key, values: its }) => [key, its.get(at) ?? null]);
    return { ...band, ...Object.fromEntries(values) };
  });
  return { rows, lines };
}

/** Sessions by length, with the length in words. */
export function lengthBars(durations: FleetSessions["durations"]): { name: string; count: number }[] {
  return durations.map(({ up_to_seconds: end, count }, index) => {
    const begin = durations[index - 1]?.up_to_seconds ?? null;
    const name =
      begin === null
        ? `Under ${spanWords(end ?? 0)}`
        : end === null
          ? `${spanWords(begin)} or more`
          : `${spanWords(begin)} to ${spanWords(end)}`;
    return { name, count };
  });
}

/** Sessions by reason, each as a sentence begins. */
export const reasonBars = (reasons: FleetSessions["reasons"]): { name: string; count: number }[] =>
  reasons.map(({ reason, count }) => {
    const words = reasonWords(reason);
    return { name: words.charAt(0).toUpperCase() + words.slice(1), count };
  });

/** The curve of who was there, held up to the end of the window. */
export function connectionRows({ connections, to }: FleetSessions): Row[] {
  const rows = connections.map(({ at, robots }) => ({ x: at, robots }));
  const last = rows.at(-1);
  return last ? [...rows, { x: to, robots: last.robots }] : [];
}
