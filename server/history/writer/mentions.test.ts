import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { toFields } from "#lib/events/fields";
import type { Entry } from "#server/store/port";
import { MARK, MENTIONED } from "../mentions.ts";
import { asked, pagesOf } from "../reader/asking.fixture.ts";
import { START_MS, someEvent } from "../reader/past.fixture.ts";
import { createQuestions } from "../reader/questions.ts";
import { saveDue } from "../states/save-due.fixture.ts";
import { toVersion3 } from "../version-3.fixture.ts";
import { sent } from "./batch.ts";
import { placeOf, temporaryFile } from "./temporary-file.fixture.ts";
import type { WriterMethods } from "./writer.ts";

const PROGRAM = fileURLToPath(new URL("./fill-mentions.fixture.ts", import.meta.url));
const RUN = 25_000;
const EVERY_MS = 1000;

const { file, opened, begun, inFile } = temporaryFile();

function entryAt(index: number): Entry {
  const fields = toFields(someEvent(index, EVERY_MS));
  return { id: `${START_MS + index * EVERY_MS}-0`, fields };
}

/** Adds the events from one place up to another one. */
function add(writer: WriterMethods, from: number, to: number): void {
  for (let at = from; at < to; at += 5000) {
    const entries = Array.from({ length: Math.min(5000, to - at) }, (_, index) => entryAt(at + index));
    addEntries(writer, entries);
  }
}

function addEntries(writer: WriterMethods, entries: Entry[]): void {
  writer.add(sent({ place: placeOf(entries.at(-1)?.id ?? "0-0"), entries }));
}

function fill(writer: WriterMethods): void {
  while (writer.fillMentions().more);
}

const number = (sql: string): number => inFile((db) => Number(db.prepare(`SELECT ${sql} AS n`).get()?.n));
const count = (from: string): number => number(`(SELECT count(*) FROM ${from})`);

const eventsBehindMark = () => count(`event WHERE id > ${MARK}`);

/** Rows of the table that should not be there, and those that are missing: all up to the mark, and none behind it. */
function wrongMentions(): number {
  const each = MENTIONED.map(
    (name) => `SELECT ${name} AS name, id, type FROM event WHERE id <= ${MARK} AND ${name} IS NOT NULL`,
  );
  const right = `SELECT * FROM (${each.join(" UNION ALL ")})`;
  const kept = "SELECT name, id, type FROM mention";
  return number(
    `(SELECT count(*) FROM (${right} EXCEPT ${kept})) + (SELECT count(*) FROM (${kept} EXCEPT ${right}))`,
  );
}

function asking<T>(work: (questions: ReturnType<typeof createQuestions>) => T): T {
  const questions = createQuestions({ file: file() });
  try {
    return work(questions);
  } finally {
    questions.close(null);
  }
}

const answers = (): unknown =>
  asking((questions) =>
    [
      "agent:agent_1",
      "type:telemetry.* robot:robot_003",
      "source:dna_service or job:none",
      "version:7",
      "source:*_service reason:kicked",
    ].map((query) => [
      questions.count(asked(query)),
      questions.page({ ...asked(query), order: "newest", limit: 50 }),
      questions.page({ ...asked(query), order: "oldest", limit: 50 }),
      questions.histogram({ ...asked(query), buckets: 60 }),
    ]),
  );

test("they are written in runs while events come in, and what is left on demand", () => {
  const writer = begun();
  add(writer, 0, 5000);
  expect(count("mention")).toBe(0);
  add(writer, 5000, RUN + 5000);
  expect(eventsBehindMark()).toBe(5000);
  expect(wrongMentions()).toBe(0);
  expect(writer.fillMentions()).toEqual({ more: false });
  expect(eventsBehindMark()).toBe(0);
  expect(wrongMentions()).toBe(0);
  expect(count("mention")).toBeGreaterThan(2 * RUN);
  expect(writer.fillMentions()).toEqual({ more: false });
}, 60_000);

test("a batch that fails takes its run back with it", () => {
  const writer = begun();
  add(writer, 0, RUN - 1000);
  inFile((db) =>
    db.exec(
      `CREATE TRIGGER broken BEFORE INSERT ON note WHEN new.name = 'place' BEGIN SELECT raise(FAIL, 'no'); END`,
    ),
  );
  expect(() => add(writer, RUN - 1000, RUN + 1000)).toThrow("no");
  expect(count("mention")).toBe(0);
  inFile((db) => db.exec("DROP TRIGGER broken"));
  add(writer, RUN - 1000, RUN + 1000);
  expect(eventsBehindMark()).toBeLessThan(RUN);
  fill(writer);
  expect(eventsBehindMark()).toBe(0);
  expect(wrongMentions()).toBe(0);
}, 60_000);

test("what comes before the mark is found at once: an older event, one that was read late, one that gives way", () => {
  const writer = begun();
  add(writer, 0, 100);
  const bad = {
    id: `${START_MS + 50 * EVERY_MS}-7`,
    fields: { ...entryAt(1050).fields, payload: "not json" },
  };
  addEntries(writer, [entryAt(100), bad, entryAt(101)]);
  fill(writer);
  const found = (query: string) =>
    asking((questions) => pagesOf(questions, { query, order: "oldest", limit: 1000 }).flat().length);
  const before = found("source:*");
  addEntries(writer, [{ id: `${START_MS + 10 * EVERY_MS}-5`, fields: entryAt(1000).fields }]);
  expect(found("source:*")).toBe(before + 1);
  inFile((db) =>
    db
      .prepare("UPDATE quarantine SET raw = ? WHERE stream_id = ?")
      .run(JSON.stringify(entryAt(1050).fields), bad.id),
  );
  writer.retryQuarantined(null);
  expect(found("source:*")).toBe(before + 2);
  expect(wrongMentions()).toBe(0);
  addEntries(writer, [{ id: entryAt(1051).id, fields: entryAt(1050).fields }]);
  expect(found("source:*")).toBe(before + 2);
  expect(wrongMentions()).toBe(0);
  fill(writer);
  expect(wrongMentions()).toBe(0);
});

test("nothing is left of events that leave, whether they were found by them or not", () => {
  const writer = begun();
  const since = (index: number) => ({ since: (START_MS + index * EVERY_MS) / 1000, bytes: null });
  const trim = (index: number) => {
    saveDue(file(), writer);
    while (writer.trim(since(index)).more);
  };
  add(writer, 0, 15_000);
  fill(writer);
  add(writer, 15_000, 30_000);
  trim(10_000);
  expect(count("event")).toBeLessThan(25_000);
  expect(wrongMentions()).toBe(0);
  // Beyond the mark, too.
  trim(29_000);
  expect(count("mention")).toBe(0);
  fill(writer);
  expect(eventsBehindMark()).toBe(0);
  expect(wrongMentions()).toBe(0);
}, 60_000);

test("a file of version 3 answers the same at once and in each step, goes on, and has none of the old indexes then", () => {
  const past = begun();
  add(past, 0, RUN + 5000);
  past.close();
  const before = answers();
  toVersion3(file());
  const writer = opened();
  expect(answers()).toEqual(before);
  let steps = 0;
  while (writer.fillMentions().more) {
    steps += 1;
    expect(answers()).toEqual(before);
    // What comes in meanwhile doesn't do the work.
    if (steps === 1) expect(wrongMentions() + Number(eventsBehindMark() !== 5000)).toBe(0);
  }
  expect(steps).toBe(6);
  expect(answers()).toEqual(before);
  expect(wrongMentions()).toBe(0);
  expect(count("sqlite_schema WHERE name LIKE 'event_%' AND type = 'index'")).toBe(1);
  add(writer, RUN + 5000, RUN + 5100);
  fill(writer);
  expect(wrongMentions()).toBe(0);
}, 60_000);

test("nothing leaves a file of version 3 for being larger while it has both", () => {
  const past = begun();
  add(past, 0, 5000);
  saveDue(file(), past);
  past.close();
  toVersion3(file());
  const writer = opened();
  expect(writer.trim({ since: 0, bytes: 1 })).toEqual({ removed: 0, more: false });
  fill(writer);
  expect(writer.trim({ since: 0, bytes: 1 }).removed).toBeGreaterThan(0);
});

test("killed in each step, it goes on where it was", async () => {
  const past = begun();
  add(past, 0, 2 * RUN);
  past.close();
  const before = answers();
  toVersion3(file());
  for (let more = true, kills = 0; more; kills++) {
    const child = spawn(process.execPath, [PROGRAM, file()], { stdio: ["pipe", "pipe", "inherit"] });
    const ended = once(child, "exit");
    child.stdin.write("on\n");
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    // In the middle of the next one.
    child.stdin.write("on\n");
    await new Promise((resolve) => setTimeout(resolve, kills * 10));
    child.kill("SIGKILL");
    await ended;
    more = line.toString().startsWith("true");
    expect(answers()).toEqual(before);
    expect(wrongMentions()).toBe(0);
    expect(kills).toBeLessThan(20);
  }
  expect(eventsBehindMark()).toBe(0);
  expect(inFile((db) => db.prepare("PRAGMA integrity_check").get())).toEqual({ integrity_check: "ok" });
}, 120_000);
