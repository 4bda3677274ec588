import { payloadSql } from "./payload-sql.ts";
import { type Compare, type Condition, isLike, like, literally, operator, sql, textIs } from "./sql.ts";
import type { EnvelopeField, Expression } from "./syntax.ts";
import { escaped, isAny, lower } from "./text.ts";

/**
 * A filter as a condition on the history's tables (server/history/tables.ts) with `event` as `e`. It finds the same
 * events as `matcher`. It says what fits, not how to get there: columns have a `+`, so that none of it makes SQLite
 * take an index whose rows would have to be put in order.
 */
export function toSql(query: Expression): Condition {
  switch (query.kind) {
    case "all":
      return sql("1");
    case "and":
    case "or": {
      const parts = query.parts.map(toSql);
      const where = parts.map((part) => part.where).join(query.kind === "and" ? " AND " : " OR ");
      return sql(`(${where})`, ...parts.flatMap(({ parameters }) => parameters));
    }
    case "not":
      return not(toSql(query.part));
    case "text":
      return textSql(query);
    case "compare":
      if (query.comparison === "!=") return not(toSql({ ...query, comparison: ":" }));
      return query.field.kind === "payload"
        ? payloadSql(query, query.field.path)
        : envelopeSql(query.field.name, query);
  }
}

// What an event doesn't have is NULL, and doesn't fit.
const not = ({ where, parameters }: Condition): Condition => sql(`(${where}) IS NOT TRUE`, ...parameters);

function textSql({ text, wildcard }: Extract<Expression, { kind: "text" }>): Condition {
  // LIKE ends a text at a NUL character: JSON writes it as \u0000, plain texts have it as it is.
  const has = (column: string): string => (wildcard ? isLike(column) : `instr(lower(${column}), ?) > 0`);
  const wanted = wildcard ? like(`*${text}*`) : lower(text);
  const wantedJson = `%${wildcard ? like(escaped(text)) : literally(escaped(text))}%`;
  return sql(
    `(+e.type IN (SELECT id FROM name WHERE kind = 'type' AND ${has("text")})
      OR +e.source IN (SELECT id FROM name WHERE kind = 'source' AND ${has("text")})
      OR ${has("e.event_id")} OR ${isLike("e.envelope -> '$.target'")} OR ${isLike("e.payload")})`,
    ...[wanted, wanted, wanted, wantedJson, wantedJson],
  );
}

function envelopeSql(name: EnvelopeField, compare: Compare): Condition {
  const { value } = compare;
  switch (name) {
    case "time":
      return secondsSql("+e.timestamp", compare);
    case "received":
      return secondsSql(RECEIVED, compare);
    case "type":
    case "source":
    case "agent":
    case "robot":
    case "job": {
      if (isAny(value)) return sql(`+e.${name} IS NOT NULL`);
      const { where, parameters } = textIs("text", value);
      return sql(`+e.${name} IN (SELECT id FROM name WHERE kind = '${name}' AND ${where})`, ...parameters);
    }
    case "id":
      return isAny(value) ? sql("1") : textIs("+e.event_id", value);
    case "correlation":
      return isAny(value) ? sql("+e.correlation IS NOT NULL") : textIs("+e.correlation", value);
    default: {
      const path = `'$.${RARE[name]}'`;
      if (isAny(value)) return sql(`e.envelope -> ${path} IS NOT NULL`);
      if (value.wildcard) return textIs(`e.envelope ->> ${path}`, value);
      return sql(`lower(e.envelope -> ${path}) = ?`, lower(JSON.stringify(value.text)));
    }
  }
}

/** Where the rest of the envelope stands in the column of that name. */
const RARE = {
  target: "target",
  mission: "mission_id",
  task: "task_id",
  tenant: "tenant_id",
  actor: "actor_id",
  severity: "severity",
} as const;

// Ids that don't fit a key say themselves when they were received; a cast reads up to the dash.
const RECEIVED =
  "coalesce((SELECT CAST(stream_id AS REAL) FROM odd_id WHERE odd_id.id = e.id), e.id >> 20) / 1000.0";

function secondsSql(column: string, { comparison, value }: Compare): Condition {
  if (isAny(value)) return sql("1");
  return value.seconds === null ? sql("0") : sql(`${column} ${operator(comparison)} ?`, value.seconds);
}
