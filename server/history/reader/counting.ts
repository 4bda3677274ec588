import type { Asked } from "./asked.ts";
import type { Counting } from "./histogram.ts";
import type { Parts } from "./questions.ts";
import type { TypeCounts } from "./tally.ts";
import type { Window } from "./window.ts";

/** How the events of a filter are counted: from the tally where it asks for types only, else by looking at them. */
export function createCounting(
  { db, planner, tally, names }: Pick<Parts, "db" | "planner" | "tally" | "names">,
  asked: Asked,
  window: Window,
): Counting {
  const types = planner.typesAlone(asked);
  const { from, where, id, type } = planner.forCounting(asked, window);
  const select = db.prepare(
    `SELECT ${type} AS type, count(*) AS events FROM ${from} WHERE ${where.text} AND ${id} >= ? AND ${id} < ? GROUP BY 1`,
  );
  return {
    count({ low, high }): TypeCounts {
      const rows = select.all(...where.values, low, high) as { type: number; events: number }[];
      return new Map(rows.flatMap(({ type, events }) => (events > 0 ? [[type, events]] : [])));
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
