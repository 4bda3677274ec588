import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sampleWindow } from "#lib/telemetry/history-window";
import { fedFile } from "./fed-file.fixture.ts";
import type { SampleFileMethods } from "./file.ts";

const PROGRAM = fileURLToPath(new URL("./fill.fixture.ts", import.meta.url));
const DAY = 86_400;
const START = Date.UTC(2026, 0, 1) / 1000;
const END = START + 2 * DAY;
/** More than one step has room for. */
const METRICS = Array.from({ length: 24 }, (_, index) => `metric_${index}`);

let dir: string;
let file: string;
let open: SampleFileMethods[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "brainwave-filling-"));
  file = join(dir, "samples.sqlite");
  open = [];
});
afterEach(() => {
  for (const one of open) one.close();
  rmSync(dir, { recursive: true, force: true });
});

function opened() {
  const kept = fedFile(file);
  open.push(kept);
  return kept;
}

/** The fleet's day, week and 90 days of some metrics, each in steps that a column answers. */
const answersOf = (samples: SampleFileMethods, now = END) =>
  [METRICS[0], METRICS.at(-1)].flatMap((metric = "") =>
    [300, 3600, 28_800].map((step) => {
      const from = step === 300 ? now - DAY : START;
      return samples.fleet({ metric, window: sampleWindow({ from, step }, now), open: [] });
    }),
  );

/** Pages keep each robot's mean with seven digits, columns its sum with all. */
const inFewDigits = (answers: unknown): unknown =>
  JSON.parse(JSON.stringify(answers), (key, value) =>
    typeof value === "number" && key !== "at" ? Number(value.toPrecision(5)) : value,
  );

function withDatabase<T>(work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

const columnsThere = () =>
  withDatabase((db) =>
    ["column_300", "column_3600", "column_28800"].map(
      (table) => (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n,
    ),
  );

/** A file as version 1 wrote it: the same tables, but for the columns. What it told, and how many columns there would be. */
function oldFile() {
  const samples = opened();
  for (let at = START; at < END + 600; at += 300)
    samples.put(at, {
      a: Object.fromEntries(METRICS.map((metric, index) => [metric, (at / 300 + index) % 70])),
      b: Object.fromEntries(METRICS.map((metric) => [metric, 50])),
    });
  const answers = answersOf(samples);
  samples.close();
  const columns = columnsThere();
  withDatabase((db) =>
    db.exec(
      "DROP TABLE column_300; DROP TABLE column_3600; DROP TABLE column_28800; DROP TABLE filling; PRAGMA user_version = 1",
    ),
  );
  return { answers, columns };
}

test("a file of before the columns is opened at once, tells the same all the time, and has them all after some steps", () => {
  const { answers, columns } = oldFile();
  const samples = opened();
  expect(answersOf(samples)).toEqual(answers);
  expect(columnsThere()).toEqual([0, 0, 0]);
  let steps = 0;
  while (samples.fill(null).more) {
    steps += 1;
    expect(answersOf(samples)).toEqual(answers);
  }
  expect(steps).toBeGreaterThan(3);
  expect(columnsThere()).toEqual(columns);
});

test("once the columns are made, the first day is told of them too", () => {
  const { answers } = oldFile();
  const samples = opened();
  while (samples.fill(null).more);
  // Nothing else is asked: without the pages it is told all the same.
  withDatabase((db) => db.exec("DELETE FROM page_10; DELETE FROM page_60; DELETE FROM page_3600"));
  expect(answersOf(samples)).toEqual(answers);
});

test("what comes in between the steps is counted once, also where the clock went back", () => {
  oldFile();
  const samples = opened();
  let at = END + 600;
  const put = () => {
    const values = Object.fromEntries(METRICS.map((metric) => [metric, 7]));
    samples.put(at, { a: values, new: values });
    samples.put(START + 12 * 3600, { a: values });
    at += 600;
  };
  put();
  while (samples.fill(null).more) put();
  put();
  const filled = answersOf(samples, at);
  // As if nothing were made yet: the pages are asked.
  withDatabase((db) => db.exec(`INSERT INTO filling VALUES (60, ${at}, 0, 0), (3600, ${at}, 0, 0)`));
  expect(inFewDigits(filled)).toEqual(inFewDigits(answersOf(samples, at)));
  expect(filled[2]?.robots).toBe(3);
});

test("killed after each step, it goes on where it was", async () => {
  const { answers, columns } = oldFile();
  opened().close();
  for (let more = true, kills = 0; more; kills++) {
    const child = spawn(process.execPath, [PROGRAM, file], { stdio: ["pipe", "pipe", "inherit"] });
    const ended = once(child, "exit");
    child.stdin.write("on\n");
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    // In the middle of the next one, or right after it.
    child.stdin.write("on\n");
    child.kill("SIGKILL");
    await ended;
    more = line.toString().startsWith("true");
    expect(kills).toBeLessThan(20);
  }
  expect(columnsThere()).toEqual(columns);
  expect(answersOf(opened())).toEqual(answers);
}, 60_000);
