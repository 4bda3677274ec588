import type { Candidates, Sql } from "./candidates.ts";
import type { KnownNames } from "./known-names.ts";
import type { Indexed, NumberComparisons } from "./requirements.ts";

/** What there is an index of. */
export type Column = Indexed | "type" | "correlation";

/** Every event, one after the other; null stands for all types. */
export function table(types: readonly number[] | null): Candidates {
  return {
    // So that no index is taken whose rows would have to be put in order.
    from: "event e NOT INDEXED",
    id: "e.id",
    where: types ? isOneOf("e.type", types) : TRUE,
    strands: [{ text: "SELECT id FROM event NOT INDEXED WHERE true", values: [] }],
  };
}

/** Those of one index. */
export function byName(column: Column, ids: readonly number[], types: readonly number[] | null): Candidates {
  const from = `event e INDEXED BY event_${column}`;
  const own = isOneOf(`e.${column}`, ids);
  return {
    from,
    id: "e.id",
    where: types ? both(own, isOneOf("e.type", types)) : own,
    strands: ids.map((id) => ({
      text: `SELECT id FROM event INDEXED BY event_${column} WHERE ${column} = ?`,
      values: [id],
    })),
  };
}

/** No name's number: an empty list would not let SQLite take an index of what is not null. */
const NOBODY = -1;

/** Of several indexes together, each event once. */
export function byAny(
  of: readonly { column: Column; ids: readonly number[] }[],
  types: readonly number[] | null,
): Candidates {
  // What is asked of `u.id` is asked of each SELECT: SQLite brings it there by itself.
  const each = of.map(
    ({ column, ids }) =>
      `SELECT id FROM event INDEXED BY event_${column} WHERE ${column} IN (${[...ids, NOBODY].join(", ")})`,
  );
  return {
    from: `(${each.join(" UNION ")}) u CROSS JOIN event e NOT INDEXED ON e.id = u.id`,
    id: "u.id",
    where: types ? isOneOf("e.type", types) : TRUE,
    strands: of.flatMap(({ column, ids }) => byName(column, ids, null).strands),
  };
}

/** Those of one correlation; the case of A–Z doesn't matter. */
export function byCorrelation(text: string, types: readonly number[] | null): Candidates {
  const own: Sql = { text: "e.correlation = ? COLLATE NOCASE", values: [text] };
  return {
    from: "event e INDEXED BY event_correlation",
    id: "e.id",
    where: types ? both(own, isOneOf("e.type", types)) : own,
    strands: [
      {
        text: "SELECT id FROM event INDEXED BY event_correlation WHERE correlation = ? COLLATE NOCASE",
        values: [text],
      },
    ],
  };
}

/** Those with a number that fits; the numbers stand in rows of their own. */
export function byNumber(
  { field, comparisons }: NumberComparisons,
  types: readonly number[] | null,
  names: KnownNames,
): Candidates {
  const id = names.fieldId(field) ?? -1;
  const any = comparisons.map(({ operator }) => `n.value ${operator} ?`).join(" OR ");
  const own: Sql = {
    text: `n.field = ? AND (${any})`,
    values: [id, ...comparisons.map(({ value }) => value)],
  };
  return {
    from: "number n CROSS JOIN event e NOT INDEXED ON e.id = n.id",
    id: "n.id",
    where: types ? both(own, isOneOf("e.type", types)) : own,
    strands: [{ text: "SELECT id FROM number WHERE field = ?", values: [id] }],
  };
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
