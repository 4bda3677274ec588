import { MAX_KEY } from "../key.ts";
import type { Route, Sql } from "./candidates.ts";
import type { KnownNames } from "./known-names.ts";
import type { Indexed, NumberComparisons } from "./requirements.ts";
import { EVERYTHING } from "./window.ts";

/** What the table `mention` has rows of. */
export type Mentioned = Indexed | "type";
/** What events are found by. */
export type Column = Mentioned | "correlation";

/** Every event, one after the other; null stands for all types. */
export function table(types: readonly number[] | null): Route {
  return [
    {
      // So that no index is taken whose rows would have to be put in order.
      from: "event e NOT INDEXED",
      id: "e.id",
      where: types ? isOneOf("e.type", types) : TRUE,
      strands: [{ text: "SELECT id FROM event NOT INDEXED WHERE true", values: [] }],
      within: EVERYTHING,
    },
  ];
}

/**
 * Those that mention one of these; up to the mark they are looked up. `alone`: nothing else of an event is asked for, but
 * its type.
 */
export function byName(
  column: Mentioned,
  ids: readonly number[],
  types: readonly number[] | null,
  mark: bigint,
  { alone }: { alone: boolean },
): Route {
  const row = alone ? "e" : "n";
  return [
    {
      from: alone
        ? `(SELECT id, name, name AS ${column}${column === "type" ? "" : ", type"} FROM mention) e`
        : "mention n CROSS JOIN event e NOT INDEXED ON e.id = n.id",
      id: `${row}.id`,
      where: isOneOfAnd(`${row}.name`, ids, `${row}.type`, types),
      strands: ids.map(mentioning),
      within: upTo(mark),
    },
    {
      from: NEWEST,
      id: "e.id",
      where: isOneOfAnd(`e.${column}`, ids, "+e.type", types),
      strands: ids.map((id) => newestOf(column, id)),
      within: behind(mark),
    },
  ];
}

/** Those that mention one of several things, each event once. */
export function byAny(
  of: readonly { column: Mentioned; ids: readonly number[] }[],
  types: readonly number[] | null,
  mark: bigint,
): Route {
  const all = of.flatMap(({ ids }) => ids);
  const own = of.map(({ column, ids }) => `e.${column} IN (${ids.join(", ")})`).join(" OR ");
  return [
    {
      // What is asked of `u.id` is asked of each mention: SQLite brings it there by itself.
      from: `(SELECT DISTINCT id FROM mention WHERE name IN (${all.join(", ")})) u CROSS JOIN event e NOT INDEXED ON e.id = u.id`,
      id: "u.id",
      where: types ? isOneOf("e.type", types) : TRUE,
      strands: all.map(mentioning),
      within: upTo(mark),
    },
    {
      from: NEWEST,
      id: "e.id",
      where: both({ text: `(${own})`, values: [] }, types ? isOneOf("+e.type", types) : TRUE),
      strands: of.flatMap(({ column, ids }) => ids.map((id) => newestOf(column, id))),
      within: behind(mark),
    },
  ];
}

const mentioning = (id: number): Sql => ({ text: "SELECT id FROM mention WHERE name = ?", values: [id] });

// Few, and so looked at one by one; or many, in a file that has the indexes of version 3 still: SQLite takes those then.
const NEWEST = "event e";
const newestOf = (column: Mentioned, id: number): Sql => ({
  text: `SELECT id FROM event WHERE ${column} = ?`,
  values: [id],
});

const upTo = (mark: bigint) => ({ ...EVERYTHING, high: mark + 1n });
const behind = (mark: bigint) => ({ low: mark + 1n, high: MAX_KEY });

/** Those of one correlation; the case of A–Z doesn't matter. */
export function byCorrelation(text: string, types: readonly number[] | null): Route {
  const own: Sql = { text: "e.correlation = ? COLLATE NOCASE", values: [text] };
  return [
    {
      from: "event e INDEXED BY event_correlation",
      id: "e.id",
      where: types ? both(own, isOneOf("e.type", types)) : own,
      strands: [
        {
          text: "SELECT id FROM event INDEXED BY event_correlation WHERE correlation = ? COLLATE NOCASE",
          values: [text],
        },
      ],
      within: EVERYTHING,
    },
  ];
}

/** Those with a number that fits; the numbers stand in rows of their own. */
export function byNumber(
  { field, comparisons }: NumberComparisons,
  types: readonly number[] | null,
  names: KnownNames,
): Route {
  const id = names.fieldId(field) ?? -1;
  const any = comparisons.map(({ operator }) => `n.value ${operator} ?`).join(" OR ");
  const own: Sql = {
    text: `n.field = ? AND (${any})`,
    values: [id, ...comparisons.map(({ value }) => value)],
  };
  return [
    {
      from: "number n CROSS JOIN event e NOT INDEXED ON e.id = n.id",
      id: "n.id",
      where: types ? both(own, isOneOf("e.type", types)) : own,
      strands: [{ text: "SELECT id FROM number WHERE field = ?", values: [id] }],
      within: EVERYTHING,
    },
  ];
}

const TRUE: Sql = { text: "true", values: [] };

export const both = (a: Sql, b: Sql): Sql => ({
  text: `${a.text} AND (${b.text})`,
  values: [...a.values, ...b.values],
});

// One is looked up as it is, and its rows come in order; of several the statement's text doesn't depend on how many.
function isOneOf(column: string, ids: readonly number[]): Sql {
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) return { text: `${column} = ?`, values: [only] };
  return { text: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(ids)] };
}

const isOneOfAnd = (
  column: string,
  ids: readonly number[],
  typeColumn: string,
  types: readonly number[] | null,
): Sql => {
  const own = isOneOf(column, ids);
  return types ? both(own, isOneOf(typeColumn, types)) : own;
};
