import { fieldName, isIndexedNumber } from "./fields.ts";
import { type Compare, type Condition, isLike, like, operator, sql } from "./sql.ts";
import type { Value } from "./syntax.ts";
import { isAny, lower } from "./text.ts";

const FIELD = "(SELECT id FROM name WHERE kind = 'field' AND text = ?)";

/** A comparison with a leaf of the payload as a condition on `event e`. */
export function payloadSql(compare: Compare, path: readonly string[]): Condition {
  const name = fieldName({ kind: "payload", path });
  const isNumber = compare.comparison !== ":" && isIndexedNumber(path.at(-1) ?? "");
  const leaf = isNumber ? numberSql(compare, name) : leafSql(compare, jsonPath(path));
  // An event of a type that never had the field needn't be looked into. No index is asked for by that.
  const where = `(+e.type IN (SELECT type FROM field WHERE field = ${FIELD}) AND ${leaf.where})`;
  return sql(where, name, ...leaf.parameters);
}

const numberSql = ({ comparison, value }: Compare, name: string): Condition =>
  sql(
    `EXISTS (SELECT 1 FROM number
      WHERE number.field = ${FIELD} AND number.id = e.id AND number.value ${operator(comparison)} ?)`,
    name,
    wantedNumber(value),
  );

function leafSql({ comparison, value }: Compare, path: string): Condition {
  if (comparison !== ":")
    return sql(
      `json_type(e.payload, ?) IN ('integer', 'real') AND CAST(e.payload ->> ? AS REAL) ${operator(comparison)} ?`,
      ...[path, path, wantedNumber(value)],
    );
  if (isAny(value)) return sql("json_type(e.payload, ?) <> 'object'", path);
  return value.wildcard ? patternSql(like(value.text), path) : equalSql(spellingsOf(value), path);
}

/** Where an element of a list stands. */
const ELEMENT = "(? || '[' || j.key || ']')";

// JSON text compares exactly: JSON.stringify has one spelling of every text and number.
function equalSql(spellings: readonly string[], path: string): Condition {
  const isOne = `IN (${spellings.map(() => "?").join(", ")})`;
  return sql(
    `CASE json_type(e.payload, ?)
      WHEN 'array' THEN EXISTS (SELECT 1 FROM json_each(e.payload, ?) j WHERE lower(e.payload -> ${ELEMENT}) ${isOne})
      ELSE lower(e.payload -> ?) ${isOne} END`,
    ...[path, path, path, ...spellings],
    ...[path, ...spellings],
  );
}

/** What a leaf that equals the value can be in JSON, in lower case. */
function spellingsOf({ text, number }: Value): string[] {
  const spellings = [lower(JSON.stringify(text))];
  if (number !== null) spellings.push(JSON.stringify(number));
  if (["true", "false", "null"].includes(lower(text))) spellings.push(lower(text));
  return spellings;
}

function patternSql(pattern: string, path: string): Condition {
  // Of texts what they mean, of numbers how they are written: SQLite would write them otherwise.
  const textOf = (type: string, at: string): string =>
    `(CASE ${type} WHEN 'text' THEN e.payload ->> ${at} ELSE e.payload -> ${at} END)`;
  return sql(
    `CASE json_type(e.payload, ?) WHEN 'object' THEN 0
      WHEN 'array' THEN EXISTS (SELECT 1 FROM json_each(e.payload, ?) j
        WHERE j.type NOT IN ('object', 'array') AND ${isLike(textOf("j.type", ELEMENT))})
      ELSE ${isLike(textOf("json_type(e.payload, ?)", "?"))} END`,
    ...[path, path, path, path, pattern],
    ...[path, path, path, pattern],
  );
}

const jsonPath = (path: readonly string[]): string =>
  `$${path.map((key) => `.${JSON.stringify(key)}`).join("")}`;

const wantedNumber = ({ number, seconds }: Value): number => number ?? seconds ?? 0;
