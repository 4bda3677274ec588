import type { Series } from "./line-chart.tsx";
import type { Row } from "./rows.ts";

/** The newest value of each series that has one. */
export function lastValues(rows: readonly Row[], series: readonly Series[]): Map<string, number> {
  const values = new Map<string, number>();
  for (const { id } of series) {
    const value = rows.findLast((row) => typeof row[id] === "number")?.[id];
    if (typeof value === "number") values.set(id, value);
  }
  return values;
}

/** They, for people who don't see the lines. */
export const lastInWords = (
  last: ReadonlyMap<string, number>,
  series: readonly Series[],
  write: (value: number) => string,
  unit = "",
): string =>
  series
    .map(({ id, name }) => {
      const value = last.get(id);
      return `${name} ${value === undefined ? "has no value" : `is ${write(value)} ${unit}`}`.trim();
    })
    .join(", ");
