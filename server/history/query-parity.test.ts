import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { StoredEvent } from "#lib/events/envelope";
import { ALIASES, fieldName } from "#lib/query/fields";
import { matcher } from "#lib/query/match";
import { parse } from "#lib/query/parse";
import { term } from "#lib/query/print";
import { toSql } from "#lib/query/to-sql";
import { events, leavesOf, NOW } from "./hard-events.fixture.ts";
import { queryAbout } from "./hard-queries.fixture.ts";
import { createToEvent, EVENT_COLUMNS, EVENT_TABLES, type EventRow } from "./stored.ts";
import { TABLES } from "./tables.ts";
import { createEventRows } from "./writer/events.ts";
import { createMentions } from "./writer/mentions.ts";
import { createNames } from "./writer/names.ts";
import { createTallies } from "./writer/tallies.ts";

const db = new DatabaseSync(":memory:");
db.exec(TABLES);
afterAll(() => db.close());

/** The filter's events by SQL; they must be those of the matcher, as the events came and as they come back. */
function found(list: readonly StoredEvent[], asked: string): string[] {
  const parsed = parse(asked, NOW);
  if (parsed.kind === "problem") throw new Error(`${asked}: ${parsed.problem.message}`);
  const { where, parameters } = toSql(parsed.query);
  const fits = matcher(parsed.query);
  const idsOf = (some: readonly StoredEvent[]) => some.map(({ stream_id }) => stream_id);
  db.exec("BEGIN");
  try {
    const rows = createEventRows(db, createNames(db), createTallies(db), createMentions(db));
    let last = 0n;
    for (const event of list) last = rows.add(event, last) ?? last;
    rows.write();
    const toEvent = createToEvent(db);
    const select = (condition: string) =>
      db.prepare(`SELECT ${EVENT_COLUMNS} FROM ${EVENT_TABLES} WHERE ${condition} ORDER BY e.id`);
    const bySql = (select(where).all(...parameters) as unknown as EventRow[]).map(toEvent);
    const kept = (select("1").all() as unknown as EventRow[]).map(toEvent);
    expect(kept).toHaveLength(list.length);
    expect(idsOf(bySql), asked).toEqual(idsOf(list.filter(fits)));
    expect(idsOf(bySql), asked).toEqual(idsOf(kept.filter(fits)));
    return idsOf(bySql);
  } finally {
    db.exec("ROLLBACK");
  }
}

test("whatever is asked of whatever came, SQL and the matcher find the same events", () => {
  const asked = events.chain((list) => fc.tuple(fc.constant(list), queryAbout(list)));
  let some = 0;
  fc.assert(
    fc.property(asked, ([list, query]) => {
      const ids = found(list, query);
      if (ids.length > 0 && ids.length < list.length) some++;
    }),
    { numRuns: RUNS },
  );
  // Else it would say nothing: filters that all or none fit are easy to agree on.
  expect(some).toBeGreaterThan(RUNS / 5);
});
const RUNS = 2000;

test("every value in a payload is found by the term for it", () => {
  fc.assert(
    fc.property(events, (list) => {
      const [event] = list;
      if (!event) return;
      for (const { path, leaf } of leavesOf(event))
        expect(found(list, term(fieldName({ kind: "payload", path }), leaf))).toContain(event.stream_id);
    }),
    { numRuns: 200 },
  );
});

test("any text is a filter or has a problem inside of it; of a filter SQL and the matcher find the same", () => {
  const pieces = fc.constantFrom(
    ...["(", ")", '"', "\\", "-", ":", "=", "!=", "<", ">=", " ", "or", " not ", " and ", "*", ".", "a", "b"],
    ...["type", "5", "sim", "received", "-1m", ...Object.keys(ALIASES)],
  );
  const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(events, texts, (list, asked) => {
      const parsed = parse(asked, NOW);
      if (parsed.kind === "query") return void found(list, asked);
      const { from, to } = parsed.problem;
      expect([from >= 0, from <= to, to <= asked.length], asked).toEqual([true, true, true]);
    }),
    { numRuns: 1000 },
  );
});
