import { expect, test } from "vitest";
import { createEvent } from "#lib/events/create";
import { toFields } from "#lib/events/fields";
import { emptyState, toWire } from "#lib/fold";
import type { Entry } from "#server/store/port";
import { sent } from "./batch.ts";
import { placeOf, temporaryFile } from "./temporary-file.fixture.ts";
import type { WriterMethods } from "./writer.ts";

const START_MS = Date.UTC(2026, 0, 1);

const { opened, begun, inFile } = temporaryFile();

const all = (sql: string) =>
  inFile((db) =>
    db
      .prepare(sql)
      .all()
      .map((row) => ({ ...row })),
  );

function karma(ms: number): Entry {
  const payload = { snapshot_id: 1, agent_id: "a", version: 1, karma_score: 0.5, updated_at: ms / 1000 };
  return { id: `${ms}-0`, fields: toFields(createEvent("dna.karma_updated", payload, ms / 1000)) };
}

function add(writer: WriterMethods, entries: Entry[]): void {
  writer.add(sent({ place: placeOf(entries.at(-1)?.id ?? "0-0"), entries }));
}

/** An entry that is put aside, behind which the reader is mended, as far as a test can mend it. */
function putAside(writer: WriterMethods, good: Entry): void {
  add(writer, [{ ...good, fields: { ...good.fields, payload: "not json" } }]);
  const mend = "UPDATE quarantine SET raw = ? WHERE stream_id = ?";
  inFile((db) => db.prepare(mend).run(JSON.stringify(good.fields), good.id));
}

/** An entry that is put aside, and read after all. */
function readLate(writer: WriterMethods, good: Entry): void {
  putAside(writer, good);
  expect(writer.retryQuarantined([good.id])).toMatchObject({ readable: 1 });
}

const again = (entry: Entry, ms: number): Entry => ({ ...entry, id: `${ms}-0` });
const KEPT = "SELECT (id >> 20) AS ms, late FROM event ORDER BY id";

test("an event that was read late and is sent again is one event: where its producer put it at last, as everybody saw it", () => {
  const writer = begun();
  const good = karma(START_MS);
  readLate(writer, good);
  expect(all(KEPT)).toEqual([{ ms: START_MS, late: 1 }]);
  add(writer, [again(good, START_MS + 60_000)]);
  expect(all(KEPT)).toEqual([{ ms: START_MS + 60_000, late: null }]);
  // Nothing of the one that gave way is left to be found or counted.
  expect(all("SELECT DISTINCT (id >> 20) AS ms FROM number")).toEqual([{ ms: START_MS + 60_000 }]);
  expect(all("SELECT sum(events) AS n FROM tally UNION ALL SELECT sum(events) FROM tally_hour")).toEqual([
    { n: 1 },
    { n: 1 },
  ]);
  expect(writer.figures()).toMatchObject({ events: 1 });
  expect(writer.doctor()).toMatchObject({ quarantined: 0, duplicates: 1 });
});

test("also after a restart, however much came meanwhile, and a third time it is dropped", () => {
  const writer = begun();
  const good = karma(START_MS);
  readLate(writer, good);
  add(
    writer,
    Array.from({ length: 25_000 }, (_, n) => karma(START_MS + 1 + n)),
  );
  writer.close();
  const later = opened();
  add(later, [again(good, START_MS + 60_000), again(good, START_MS + 60_001)]);
  const kept = all(`SELECT (id >> 20) AS ms, late FROM event WHERE event_id = '${good.fields.id}'`);
  expect(kept).toEqual([{ ms: START_MS + 60_000, late: null }]);
});

test("one that was put aside twice under its own id, and is read late, is one event", () => {
  const writer = begun();
  const good = karma(START_MS);
  readLate(writer, good);
  const second = again(good, START_MS + 1);
  readLate(writer, second);
  expect(all(KEPT)).toEqual([{ ms: START_MS, late: 1 }]);
});

test("one that was sent again, well, and is read only then is one event, wherever among the newest 20,000", () => {
  const writer = begun();
  const others = (count: number, from: number) => Array.from({ length: count }, (_, n) => karma(from + n));
  const good = karma(START_MS + 10_000);
  add(writer, others(9_990, START_MS));
  putAside(writer, good);
  add(writer, [again(good, START_MS + 10_001)]);
  add(writer, others(10_050, START_MS + 20_000));
  expect(writer.retryQuarantined([good.id])).toMatchObject({ readable: 1 });
  const kept = all(`SELECT (id >> 20) AS ms, late FROM event WHERE event_id = '${good.fields.id}'`);
  expect(kept).toEqual([{ ms: START_MS + 10_001, late: null }]);
});

test("a batch that could not be written takes nothing away", () => {
  const writer = begun();
  const good = karma(START_MS);
  readLate(writer, good);
  inFile((db) =>
    db.exec("CREATE TRIGGER refuse BEFORE INSERT ON event BEGIN SELECT raise(ABORT, 'no'); END"),
  );
  expect(() => add(writer, [again(good, START_MS + 60_000)])).toThrow();
  expect(all(KEPT)).toEqual([{ ms: START_MS, late: 1 }]);
  inFile((db) => db.exec("DROP TRIGGER refuse"));
  add(writer, [again(good, START_MS + 60_000)]);
  expect(all(KEPT)).toEqual([{ ms: START_MS + 60_000, late: null }]);
});

test("what was read late leaves with its time", () => {
  const writer = begun();
  readLate(writer, karma(START_MS));
  add(writer, [karma(START_MS + 1)]);
  writer.begin({ place: placeOf(`${START_MS + 86_400_000}-0`), state: toWire(emptyState) });
  writer.trim({ since: START_MS / 1000 + 2 * 86_400, bytes: null });
  expect(all("SELECT count(*) AS n FROM event UNION ALL SELECT count(*) FROM late")).toEqual([
    { n: 0 },
    { n: 0 },
  ]);
});

test("a file of version 2 goes on, and knows from then on what is read late", () => {
  const old = begun();
  add(old, [karma(START_MS)]);
  old.close();
  inFile((db) => db.exec("DROP TABLE late; DROP INDEX quarantine_stream; PRAGMA user_version = 2"));
  const writer = opened();
  const good = karma(START_MS + 1);
  readLate(writer, good);
  add(writer, [again(good, START_MS + 60_000)]);
  expect(all(KEPT)).toEqual([
    { ms: START_MS, late: null },
    { ms: START_MS + 60_000, late: null },
  ]);
  expect(walks("DELETE FROM quarantine WHERE stream_id = ?")).toEqual([]);
});

test("what was put aside is found by its id without a walk: thousands are read again in one go", () => {
  begun();
  for (const sql of [
    "SELECT raw FROM quarantine WHERE stream_id = ?",
    "UPDATE quarantine SET reason = 'x' WHERE stream_id = ?",
    "DELETE FROM quarantine WHERE stream_id = ?",
  ])
    expect(walks(sql)).toEqual([]);
});

/** Where SQLite would walk over a whole table. */
const walks = (sql: string) =>
  all(`EXPLAIN QUERY PLAN ${sql}`).filter(({ detail }) => String(detail).startsWith("SCAN"));
