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

type Connections = Pick<FleetSessions, "connections" | "to">;

/**
 * From when on anything is known of who was there: since the first robot was seen, or since a producer told that one
 * had connected before. Null when none was seen. Unix seconds.
 */
export function knownFrom({ connections }: Connections, firstSeen: number | null): number | null {
  if (firstSeen === null) return null;
  return Math.min(firstSeen, connections.find(({ robots }) => robots > 0)?.at ?? firstSeen);
}

/** The curve of who was there, from where it is known, held up to the end of the window. */
export function connectionRows({ connections, to }: Connections, firstSeen: number | null): Row[] {
  const known = knownFrom({ connections, to }, firstSeen) ?? Number.NEGATIVE_INFINITY;
  const ends = (index: number) => connections[index + 1]?.at ?? to;
  const rows = connections.flatMap(({ at, robots }, index) =>
    ends(index) > known ? [{ x: Math.max(at, known), robots }] : [],
  );
  const last = rows.at(-1);
  return last ? [...rows, { x: to, robots: last.robots }] : [];
}
