import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEvent } from "#lib/events/create";
import { toFields } from "#lib/events/fields";
import { emptyState, toWire } from "#lib/fold";
import type { Entry } from "#server/store/port";
import { saveDue } from "../states/save-due.fixture.ts";
import { createToEvent, EVENT_COLUMNS, EVENT_TABLES, type EventRow } from "../stored.ts";
import { sent } from "./batch.ts";
import { placeOf } from "./temporary-file.fixture.ts";
import { createWriter, type WriterMethods } from "./writer.ts";

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 1);

let dir: string;
let file: string;
let writers: WriterMethods[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "brainwave-writer-"));
  file = join(dir, "history.sqlite");
  writers = [];
});
afterEach(() => {
  for (const writer of writers) writer.close();
  rmSync(dir, { recursive: true, force: true });
});

function open(decodeOptions = {}): WriterMethods {
  const writer = createWriter({ file, decodeOptions });
  writers.push(writer);
  return writer;
}

function begun(): WriterMethods {
  const writer = open();
  writer.find();
  writer.begin({ place: placeOf("0-0"), state: toWire(emptyState) });
  return writer;
}

function karma(ms: number, karmaScore = 0.5): Entry {
  const payload = {
    snapshot_id: 1,
    agent_id: "a",
    version: 1,
    karma_score: karmaScore,
    updated_at: ms / 1000,
  };
  return { id: `${ms}-0`, fields: toFields(createEvent("dna.karma_updated", payload, ms / 1000)) };
}

function add(writer: WriterMethods, entries: Entry[]): void {
  writer.add(sent({ place: placeOf(entries.at(-1)?.id ?? "0-0"), entries }));
}

/** What is asked of the file itself. */
function rows(sql: string): Record<string, unknown>[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  } finally {
    db.close();
  }
}

function keptEvents() {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const found = db.prepare(`SELECT ${EVENT_COLUMNS} FROM ${EVENT_TABLES} ORDER BY e.id`).all();
    return (found as unknown as EventRow[]).map(createToEvent(db));
  } finally {
    db.close();
  }
}

/** Always up to a saved state. */
function trimAll(writer: WriterMethods, limits: Parameters<WriterMethods["trim"]>[0]): number {
  saveDue(file, writer);
  let removed = 0;
  for (let more = true; more; ) {
    const step = writer.trim(limits);
    removed += step.removed;
    more = step.more;
  }
  return removed;
}

describe("retention", () => {
  test("by age: the oldest leave every table, and what stays can still be gone back to", () => {
    const writer = begun();
    for (let day = 0; day < 100; day++) add(writer, [karma(START_MS + day * DAY_MS)]);
    expect(trimAll(writer, { since: (START_MS + 60 * DAY_MS) / 1000, bytes: null })).toBe(60);
    expect(rows("SELECT count(*) AS n FROM event")).toEqual([{ n: 40 }]);
    expect(rows("SELECT count(*) AS n FROM number WHERE id < (SELECT min(id) FROM event)")).toEqual([
      { n: 0 },
    ]);
    expect(rows("SELECT sum(events) AS n FROM tally_hour")).toEqual([{ n: 40 }]);
    expect(rows("SELECT count(*) AS n FROM checkpoint WHERE id < (SELECT min(id) FROM event)")).toEqual([
      { n: 1 },
    ]);
  });

  test("by size: the oldest go until the file's content fits, the newest stay", () => {
    const writer = begun();
    const newest = START_MS + 20_039 * 60_000;
    for (let hour = 0; hour < 20_000 / 60; hour++)
      add(
        writer,
        Array.from({ length: 60 }, (_, minute) => karma(START_MS + (hour * 60 + minute) * 60_000)),
      );
    const { bytes, events } = writer.figures();
    trimAll(writer, { since: 0, bytes: bytes / 2 });
    const after = writer.figures();
    expect(after.bytes).toBeLessThanOrEqual(bytes / 2);
    expect(after.events).toBeLessThan(events / 2);
    expect(after.events).toBeGreaterThan(events / 4);
    expect(after.until).toBe(newest / 1000);
  });
});

describe("a file", () => {
  test("of version 1 keeps what was put aside, and is filled anew", () => {
    const old = new DatabaseSync(file);
    old.exec(`
      CREATE TABLE quarantine (epoch TEXT NOT NULL, stream_id TEXT NOT NULL, field TEXT NOT NULL, reason TEXT NOT NULL,
        raw TEXT NOT NULL, seen_at REAL NOT NULL, PRIMARY KEY (epoch, stream_id));
      CREATE TABLE checkpoint (one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL, stream_id TEXT NOT NULL,
        event_id TEXT, state TEXT NOT NULL);
      CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
      INSERT INTO quarantine VALUES ('e', '5-0', 'payload', 'is not JSON', '{"payload":"x"}', 5);
      PRAGMA user_version = 1`);
    old.close();
    const writer = open();
    expect(writer.find()).toMatchObject({ start: null, quarantined: 1, setAside: null });
    expect(writer.newestQuarantined({ limit: 10, after: null }).entries).toEqual([
      {
        stream_id: "5-0",
        field: "payload",
        reason: "is not JSON",
        fields: { payload: "x" },
        whole: false,
        seen_at: 5,
      },
    ]);
    writer.begin({ place: placeOf("0-0"), state: toWire(emptyState) });
    add(writer, [karma(START_MS)]);
    expect(rows("SELECT count(*) AS n FROM event")).toEqual([{ n: 1 }]);
  });

  test("of a newer Brainwave is set aside, not written over", () => {
    const newer = new DatabaseSync(file);
    newer.exec("CREATE TABLE precious (x); PRAGMA user_version = 99");
    newer.close();
    expect(open().find().setAside).toMatchObject({ reason: expect.stringContaining("newer Brainwave") });
    expect(readdirSync(dir).filter((name) => name.includes("damaged"))).toHaveLength(1);
  });

  test("that can't be opened, and isn't damaged, stays where it is until it can", () => {
    const writer = begun();
    add(writer, [karma(START_MS)]);
    writer.close();
    const inTheWay = `${file}-wal`;
    mkdirSync(inTheWay);
    expect(() => open().find()).toThrow();
    expect(readdirSync(dir).filter((name) => name.includes("damaged"))).toEqual([]);
    rmdirSync(inTheWay);
    expect(open().find().start?.place.cursor.streamId).toBe(`${START_MS}-0`);
  });

  test("whose saved state is garbled is set aside", () => {
    const writer = begun();
    add(writer, [karma(START_MS)]);
    writer.close();
    const db = new DatabaseSync(file);
    db.exec("UPDATE checkpoint SET state = x'00112233'");
    db.close();
    expect(open().find()).toMatchObject({ start: null, setAside: { reason: expect.any(String) } });
  });
});

test("an outage of the store that a crash left open ends at the last sign of life", () => {
  const crashed = begun();
  const outage = { cause: "store_down", filled: false, recovered: 0, missing: null } as const;
  crashed.putOutage({ ...outage, id: "ended", from: 10, to: 20 });
  crashed.putOutage({ ...outage, id: "open", from: 100, to: null });
  crashed.putOutage({ ...outage, id: "younger", from: 170, to: null });
  crashed.alive(160);
  const found = open().find();
  expect(found.leftOpen.map(({ id, from, to }) => [id, from, to])).toEqual([
    ["open", 100, 160],
    ["younger", 170, 170],
  ]);
  expect(rows("SELECT id, ended FROM outage ORDER BY began")).toEqual([
    { id: "ended", ended: 20 },
    { id: "open", ended: 160 },
    { id: "younger", ended: 170 },
  ]);
});

test("a new stream that was found empty begins after the old one, and before its own first event by the store's clock", () => {
  const writer = begun();
  const slow = Date.now() - 60_000;
  add(writer, [karma(slow - 1)]);
  writer.begin({ place: placeOf("0-0"), state: toWire(emptyState) });
  const saved = () => rows("SELECT id >> 20 AS ms FROM checkpoint ORDER BY id").at(-1)?.ms;
  expect(saved()).toBeGreaterThan(slow);
  add(writer, [karma(slow)]);
  expect(saved()).toBe(slow - 1);
});

test("an event that comes again is counted apart, and kept once", () => {
  const writer = begun();
  const first = karma(START_MS);
  add(writer, [first, { ...first, id: `${START_MS}-1` }, karma(START_MS + 1)]);
  add(writer, [{ ...first, id: `${START_MS + 2}-0` }]);
  const again = open();
  again.find();
  expect(again.doctor()).toMatchObject({ seen: 2, valid: 2, duplicates: 2, types: [{ duplicates: 2 }] });
  expect(rows("SELECT count(*) AS n FROM event")).toEqual([{ n: 2 }]);
});

test("an id that no integer holds keeps its place in the order, and its name", () => {
  const writer = begun();
  const ids = [
    `${START_MS}-0`,
    `${START_MS}-18446744073709551615`,
    `${START_MS + 1}-0`,
    "18446744073709551615-7",
  ];
  add(
    writer,
    ids.map((id) => ({ ...karma(START_MS), id })),
  );
  const found = rows(
    "SELECT coalesce(stream_id, (e.id >> 20) || '-' || (e.id & 1048575)) AS id FROM event e LEFT JOIN odd_id o ON o.id = e.id ORDER BY e.id",
  );
  expect(found.map(({ id }) => id)).toEqual(ids);
});

test("an entry that was put aside can be read after all, and then stands in the history as late", () => {
  const writer = begun();
  const damaged = karma(START_MS);
  add(writer, [
    { ...damaged, fields: { ...damaged.fields, karma_note: "", payload: "not json" } },
    karma(START_MS + 1),
  ]);
  expect(writer.retryQuarantined(null)).toMatchObject({ retried: 1, readable: 0, still_unreadable: 1 });
  // A mend of the reader, as far as a test can make one: what is kept of the entry reads well now.
  const db = new DatabaseSync(file);
  db.prepare("UPDATE quarantine SET raw = ?").run(JSON.stringify(damaged.fields));
  db.close();
  expect(writer.retryQuarantined([damaged.id])).toMatchObject({
    retried: 1,
    readable: 1,
    still_unreadable: 0,
  });
  const late = keptEvents().map(({ late, stream_id }) => [stream_id, late]);
  expect(late).toEqual([
    [damaged.id, true],
    [`${START_MS + 1}-0`, undefined],
  ]);
  expect(writer.quarantined()).toBe(0);
});

test("entries of two streams under one id are read again each for itself", () => {
  const writer = begun();
  const good = karma(START_MS);
  const damaged = { ...good, fields: { ...good.fields, payload: "not json" } };
  add(writer, [damaged]);
  const cursor = { epoch: "another", streamId: "0-0", eventId: null };
  writer.begin({ place: { cursor, ordinal: null }, state: toWire(emptyState) });
  const place = { cursor: { ...cursor, streamId: damaged.id }, ordinal: null };
  writer.add({ ...sent({ place, entries: [damaged] }), after: cursor });
  expect(writer.quarantined()).toBe(2);
  const db = new DatabaseSync(file);
  db.prepare("UPDATE quarantine SET raw = ? WHERE epoch = 'another'").run(JSON.stringify(good.fields));
  db.close();
  expect(writer.retryQuarantined(null)).toMatchObject({ retried: 2, readable: 1, still_unreadable: 1 });
  expect(writer.quarantined()).toBe(1);
  expect(rows("SELECT epoch FROM quarantine")).toEqual([{ epoch: "e" }]);
});

test("an entry that was sent again, well, before it could be read is no second event", () => {
  const writer = begun();
  const good = karma(START_MS + 1);
  const damaged = { id: `${START_MS}-0`, fields: { ...good.fields, payload: "not json" } };
  add(writer, [damaged, good]);
  const db = new DatabaseSync(file);
  db.prepare("UPDATE quarantine SET raw = ?").run(JSON.stringify(good.fields));
  db.close();
  expect(writer.retryQuarantined(null)).toMatchObject({ retried: 1, readable: 1, still_unreadable: 0 });
  expect(rows("SELECT count(*) AS n FROM event")).toEqual([{ n: 1 }]);
  expect(writer.quarantined()).toBe(0);
  expect(writer.doctor()).toMatchObject({ quarantined: 0, duplicates: 1 });
});
