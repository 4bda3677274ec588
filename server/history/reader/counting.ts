import type { Asked } from "./asked.ts";
import type { Counting } from "./histogram.ts";
import type { Parts } from "./questions.ts";
import type { TypeCounts } from "./tally.ts";
import { common, type Window } from "./window.ts";

/** How the events of a filter are counted: from the tally where it asks for types only, else by looking at them. */
export function createCounting(
  { db, planner, tally, names }: Pick<Parts, "db" | "planner" | "tally" | "names">,
  asked: Asked,
  window: Window,
): Counting {
  const types = planner.typesAlone(asked);
  const counts = planner.forCounting(asked, window).map(({ from, where, id, type, within }) => ({
    within,
    values: where.values,
    select: db.prepare(
      `SELECT ${type} AS type, count(*) AS events FROM ${from} WHERE ${where.text} AND ${id} >= ? AND ${id} < ? GROUP BY 1`,
    ),
  }));
  return {
    count(part): TypeCounts {
      const found: TypeCounts = new Map();
      for (const { within, values, select } of counts) {
        const { low, high } = common(part, within);
        if (low >= high) continue;
        const rows = select.all(...values, low, high) as { type: number; events: number }[];
        for (const { type, events } of rows) if (events > 0) found.set(type, (found.get(type) ?? 0) + events);
      }
      return found;
    },
    tallied: types && ((fromMs, toMs, stretchMs) => only(types, tally.perStretch(fromMs, toMs, stretchMs))),
    nameOf: names.textOf,
  };
}

function only(types: readonly number[], stretches: ReturnType<Parts["tally"]["perStretch"]>) {
  const wanted = new Set(types);
  return stretches.map(({ from, counts }) => ({
    from,
    counts: new Map([...counts].filter(([type]) => wanted.has(type))),
  }));
}
