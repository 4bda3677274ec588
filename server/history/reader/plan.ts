import type { DatabaseSync } from "node:sqlite";
import type { StoredEvent } from "#lib/events/envelope";
import { typeMatcher } from "#lib/events/type-pattern";
import { matcher } from "#lib/query/match";
import type { Expression } from "#lib/query/syntax";
import { toSql } from "#lib/query/to-sql";
import { bigIds } from "../big-ids.ts";
import { MARK } from "../mentions.ts";
import type { Asked } from "./asked.ts";
import type { Candidates, Route } from "./candidates.ts";
import { createEstimates } from "./estimates.ts";
import type { KnownNames } from "./known-names.ts";
import { type NumberComparisons, type Requirement, requirementsOf, type Types } from "./requirements.ts";
import type { Tally } from "./tally.ts";
import { both, byAny, byCorrelation, byName, byNumber, type Column, type Mentioned, table } from "./ways.ts";
import { type Places, receivedBetween, type Window } from "./window.ts";

// What looking at one candidate costs, in rows of the table read one after the other. Only what an index has to look
// up in the table, each row at its own place, costs more; a row of an index alone is a tenth as long.
const TABLE_ROW = 1;
const INDEX_ROW = 0.3;
const LOOKED_UP_ROW = 4;
/** Narrow rows of which most don't fit: only those that do are looked up. */
const NUMBER_ROW = 0.4;

/** A way to the events of a filter, and what it costs to go it to its end. */
interface Way {
  route: Route;
  cost: number;
}

/** `type` is the SQL of a candidate's type. */
interface Counted extends Candidates {
  type: string;
}

export type Planner = ReturnType<typeof createPlanner>;

/** Finds the cheapest way to a filter's events. */
export function createPlanner(
  db: DatabaseSync,
  { names, tally, places, now }: { names: KnownNames; tally: Tally; places: Places; now(): number },
) {
  const estimates = createEstimates(db, tally, now);
  const readMark = bigIds(db, `SELECT ${MARK} AS id`);

  function waysOf(asked: Asked, window: Window, counting: boolean): Way[] {
    const requirements = requirementsOf(asked.query);
    const types = typesOf(asked, requirements, names);
    const totals = estimates.ofTypes(window);
    const rowsOfTypes = (wanted: Iterable<number>) =>
      [...wanted].reduce((sum, type) => sum + (totals.get(type) ?? 0), 0);
    const { id: mark } = readMark.get() as { id: bigint };
    const indexRow = (column: Column) => (isAbout(asked.query, column) ? INDEX_ROW : LOOKED_UP_ROW);
    const ways: Way[] = [{ route: table(types), cost: rowsOfTypes(totals.keys()) * TABLE_ROW }];
    const add = (route: Route, cost: number) => ways.push({ route, cost });
    const named = (column: Mentioned, ids: readonly number[], of: readonly number[] | null) =>
      byName(column, ids, of, mark, { alone: counting && isAbout(asked.query, column) });
    // To be counted, an event needn't be seen: all types are in that index too.
    const typesLookedAt = types ?? (counting ? names.types().map(({ id }) => id) : null);
    if (typesLookedAt) add(named("type", typesLookedAt, null), rowsOfTypes(typesLookedAt) * indexRow("type"));
    for (const requirement of requirements) {
      if (requirement.kind === "number") {
        if (!isInNumbers(requirement, names)) continue;
        const rows = rowsOfTypes(names.carrying(requirement.field));
        add(byNumber(requirement, types, names), rows * NUMBER_ROW);
      } else if (requirement.kind === "correlation") {
        const route = byCorrelation(requirement.text, types);
        add(route, estimates.ofRoute(route, window) * indexRow("correlation"));
      } else if (requirement.kind === "name") {
        const { column, patterns } = requirement;
        const route = named(column, names.fitting(column, patterns), types);
        add(route, estimates.ofRoute(route, window) * indexRow(column));
      } else if (requirement.kind === "any") {
        const of = requirement.of.map(({ column, patterns }) => ({
          column,
          ids: names.fitting(column, patterns),
        }));
        const route = byAny(of, types, mark);
        add(route, estimates.ofRoute(route, window) * LOOKED_UP_ROW);
      }
    }
    return ways;
  }

  function cheapest(asked: Asked, window: Window, counting: boolean): Route {
    const [best] = waysOf(asked, window, counting).sort((a, b) => a.cost - b.cost);
    const { where: text, parameters: values } = toSql(asked.query);
    const { route } = best as Way;
    return route.map((candidates) => ({ ...candidates, where: both(candidates.where, { text, values }) }));
  }

  return {
    /** The part of a window in which events can fit. */
    narrowed(asked: Asked, window: Window): Window {
      if (!places.areTimes()) return window;
      return requirementsOf(asked.query).reduce(
        (left, one) => (one.kind === "received" ? receivedBetween(left, one.from, one.to) : left),
        window,
      );
    },
    /** With everything that decides whether a candidate fits. */
    forReading: (asked: Asked, window: Window): Route => cheapest(asked, window, false),
    /** As `forReading`, with the SQL that says a candidate's type: it may be known without looking. */
    forCounting(asked: Asked, window: Window): readonly Counted[] {
      const numbers = numberAlone(asked, names);
      return numbers ?? cheapest(asked, window, true).map((one) => ({ ...one, type: "e.type" }));
    },
    /** The types asked for, where a filter asks for nothing else; null where it does. */
    typesAlone(asked: Asked): number[] | null {
      if (!isAbout(asked.query, "type")) return null;
      const asks = matcher(asked.query);
      const given = typeMatcher(asked.type);
      return names.types().flatMap(({ id, text }) => (given(text) && asks(nothingBut(text)) ? [id] : []));
    },
  };
}

/** Whether nothing but the type and this column of the index decides. */
function isAbout(expression: Expression, column: Column): boolean {
  switch (expression.kind) {
    case "all":
      return true;
    case "and":
    case "or":
      return expression.parts.every((part) => isAbout(part, column));
    case "not":
      return isAbout(expression.part, column);
    case "text":
      return false;
    case "compare":
      return expression.field.kind === "envelope" && ["type", column].includes(expression.field.name);
  }
}

/** A comparison that only one type can fit, asked for alone or beside that type: the numbers say it all. */
function numberAlone(asked: Asked, names: KnownNames): Counted[] | null {
  const terms = asked.query.kind === "and" ? asked.query.parts : [asked.query];
  const requirements = terms.map(requirementsOf);
  const numbers = requirements.flat().filter((requirement) => requirement.kind === "number");
  const [number] = numbers;
  const isAllSaid = terms.every(
    (term, index) =>
      term.kind === "compare" && requirements[index]?.some(({ kind }) => kind === "number" || isType(term)),
  );
  if (!number || numbers.length > 1 || !isAllSaid || !isInNumbers(number, names)) return null;
  const [type, ...others] = names.carrying(number.field);
  const types = typesOf(asked, requirements.flat(), names);
  if (type === undefined || others.length > 0 || !types?.includes(type)) return null;
  return byNumber(number, null, names).map((one) => ({ ...one, from: "number n", type: String(type) }));
}

/** Whether what is asked of a number can only be fitted by a number. */
const isInNumbers = ({ field, comparisons }: NumberComparisons, names: KnownNames): boolean =>
  comparisons.every(({ operator }) => operator !== "=") || names.isNumeric(field);

const isType = (term: Extract<Expression, { kind: "compare" }>): boolean =>
  term.field.kind === "envelope" && term.field.name === "type";

const nothingBut = (type: string): StoredEvent => ({
  stream_id: "0-0",
  id: "",
  type,
  source: "",
  target: null,
  timestamp: 0,
  payload: {},
  meta: {},
});

/** The types that events which fit can have; null where any can. */
function typesOf(asked: Asked, requirements: readonly Requirement[], names: KnownNames): number[] | null {
  const sets = requirements.flatMap((requirement) =>
    requirement.kind === "types" ? [new Set(requirement.any.flatMap((types) => idsOf(types, names)))] : [],
  );
  if (asked.type !== null) {
    const matches = typeMatcher(asked.type);
    sets.push(new Set(names.types().flatMap(({ id, text }) => (matches(text) ? [id] : []))));
  }
  const [first, ...others] = sets;
  return first ? [...first].filter((id) => others.every((set) => set.has(id))) : null;
}

const idsOf = (types: Types, names: KnownNames): number[] =>
  "named" in types ? names.fitting("type", [types.named]) : names.carrying(types.carrying);
