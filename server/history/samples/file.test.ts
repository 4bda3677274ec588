import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sampleWindow } from "#lib/telemetry/history-window";
import { fedFile } from "./fed-file.fixture.ts";
import type { SampleFileMethods } from "./file.ts";
import { PAGES } from "./tables.ts";

const DAY = 86_400;
const START = Date.UTC(2026, 0, 1) / 1000;

let dir: string;
let file: string;
let files: SampleFileMethods[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "brainwave-samples-"));
  file = join(dir, "samples.sqlite");
  files = [];
});
afterEach(() => {
  for (const one of files) one.close();
  rmSync(dir, { recursive: true, force: true });
});

function opened() {
  const kept = fedFile(file);
  files.push(kept);
  return kept;
}

const ask = (from: number, now: number, step?: number) => ({
  metric: "cpu",
  window: sampleWindow({ from, step }, now),
  open: [],
});
const count = (table: string): number => {
  const db = new DatabaseSync(file, { readOnly: true });
  const row = db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number };
  db.close();
  return row.n;
};

const oldestPage = (table: string): number => {
  const db = new DatabaseSync(file, { readOnly: true });
  const row = db.prepare(`SELECT min((key >> 21) & ${2 ** 23 - 1}) AS chunk FROM ${table}`).get();
  db.close();
  return Number(row?.chunk);
};

test("buckets come back as they were put in, of the robot and the metric that is asked for", () => {
  const samples = opened();
  samples.put(START, { a: { cpu: 1, speed: 5 }, b: { cpu: 7 } });
  samples.put(START + 20, { a: { cpu: 3 } });
  const question = ask(START, START + 60, 10);
  expect(samples.robot({ ...question, robotId: "a" })).toEqual([
    { at: START, min: 1, mean: 1, max: 1, last: 1, count: 1 },
    { at: START + 20, min: 3, mean: 3, max: 3, last: 3, count: 1 },
  ]);
  expect(samples.robot({ ...question, robotId: "nobody" })).toEqual([]);
  expect(samples.robot({ ...question, metric: "nothing", robotId: "a" })).toEqual([]);
  expect(samples.fleet({ ...question, metric: "nothing" })).toEqual({ robots: 0, points: [], outliers: [] });
});

test("the bucket that is being filled is a part of the answer", () => {
  const samples = opened();
  samples.put(START, { a: { cpu: 1 } });
  const open = [
    ["a", { at: START + 10, min: 9, mean: 9, max: 9, last: 9, count: 2 }],
    ["new", { at: START + 10, min: 4, mean: 4, max: 4, last: 4, count: 1 }],
  ] satisfies Parameters<SampleFileMethods["fleet"]>[0]["open"];
  const question = { ...ask(START, START + 20, 10), open };
  expect(samples.robot({ ...question, robotId: "a" }).map(({ max }) => max)).toEqual([1, 9]);
  expect(samples.fleet(question)).toMatchObject({
    robots: 2,
    points: [{ robots: 1 }, { robots: 2, max: 9 }],
  });
});

test("an hour is told alike from the journal and from the pages, at every step", () => {
  const samples = opened();
  for (let at = 0; at < 3600; at += 10) samples.put(START + at, { a: { cpu: at % 100 }, b: { cpu: 50 } });
  // Ten minutes are in the journal still.
  expect(count("frame")).toBe(60);
  const before = [10, 60, 600, 3600].map((step) => [
    samples.robot({ ...ask(START, START + 3600, step), robotId: "a" }),
    samples.fleet(ask(START, START + 3600, step)),
  ]);
  samples.put(START + 3600, { a: { cpu: 1 } });
  expect(count("frame")).toBe(1);
  const after = [10, 60, 600, 3600].map((step) => [
    samples.robot({ ...ask(START, START + 3600, step), robotId: "a" }),
    samples.fleet(ask(START, START + 3600, step)),
  ]);
  expect(after).toEqual(before);
  expect(after[3]?.[0]).toEqual([{ at: START, min: 0, mean: 45, max: 90, last: 90, count: 360 }]);
});

test("a spike of a single sample is seen after 90 days, of its robot and of the fleet", () => {
  const samples = opened();
  const robots = Object.fromEntries(["a", "b", "c"].map((id) => [id, { cpu: 20 }]));
  for (let day = 0; day < 90; day++)
    for (let minute = 0; minute < 90; minute++) samples.put(START + day * DAY + minute * 60, robots);
  samples.put(START + 3 * DAY + 1230, { b: { cpu: 99.5 } });
  const now = START + 90 * DAY;
  samples.put(now, robots);
  const question = ask(now - 90 * DAY, now);
  const points = samples.robot({ ...question, robotId: "b" });
  expect(points.length).toBeLessThanOrEqual(300);
  expect(points.filter(({ max }) => max === 99.5).map(({ at }) => at)).toEqual([START + 3 * DAY]);
  expect(points.every(({ min }) => min === 20)).toBe(true);
  expect(Math.max(...samples.fleet(question).points.map(({ max }) => max))).toBe(99.5);
  expect(samples.robot({ ...question, robotId: "a" }).every(({ max }) => max === 20)).toBe(true);
});

/** Two days of three robots, a sample every five minutes. Their means by the hour are exact in float32. */
function twoDays() {
  const samples = opened();
  for (let at = 0; at < 2 * DAY + 600; at += 300)
    samples.put(START + at, {
      a: { cpu: Math.floor(at / 1800) % 70 },
      b: { cpu: 50 },
      c: { cpu: (at / 300) % 4 },
    });
  return samples;
}

test.each([300, 600, 3600, 28_800, 86_400])("the fleet's steps of %i s are those of its robots", (step) => {
  const samples = twoDays();
  const question = ask(START, START + 2 * DAY, step);
  const own = ["a", "b", "c"].map((robotId) => samples.robot({ ...question, robotId }));
  expect(samples.fleet(question).points).toEqual(
    own[0]?.map(({ at }, index) => ({
      at,
      robots: 3,
      min: Math.min(...own.map((points) => points[index]?.min ?? 0)),
      max: Math.max(...own.map((points) => points[index]?.max ?? 0)),
      median: expect.closeTo(
        own.map((points) => points[index]?.mean ?? 0).toSorted((x, y) => x - y)[1] ?? 0,
        4,
      ),
      p10: expect.any(Number),
      p90: expect.any(Number),
    })),
  );
});

test("five minutes of the fleet are told from the minutes where their column is gone", () => {
  const samples = twoDays();
  const question = ask(START, START + DAY, 300);
  const { points } = samples.fleet(question);
  expect(points).toHaveLength(288);
  samples.trim({ now: START + 3 * DAY, bytes: 1e9 });
  expect(count("column_300")).toBeLessThan(400);
  expect(samples.fleet(question).points).toEqual(points);
});

test("each level is kept as long as it says, in small steps", () => {
  const samples = opened();
  for (const day of [0, 1, 89, 90, 91]) samples.put(START + day * DAY, { a: { cpu: 1 } });
  samples.put(START + 91 * DAY + 600, { a: { cpu: 1 } });
  expect([count("page_10"), count("page_60"), count("page_3600")]).toEqual([5, 5, 5]);
  expect(samples.trim({ now: START + 91 * DAY + 3700, bytes: 1e9 })).toEqual({ more: false });
  expect([count("page_10"), count("page_60"), count("page_3600")]).toEqual([1, 3, 4]);
});

test("beyond the limit by size the finest and oldest goes first, and so much of each level stays", () => {
  const samples = opened();
  const robots = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`r${i}`, { cpu: i / 7, mem: i }]));
  const days = 9;
  for (let at = 0; at <= days * DAY; at += 300) samples.put(START + at, robots);
  const now = START + days * DAY;
  const trimmed = (bytes: number) => {
    while (samples.trim({ now, bytes }).more);
    return samples.bytes();
  };
  /** How far back each level goes, in days. */
  const kept = () => PAGES.map(({ table, pageSeconds }) => (now - oldestPage(table) * pageSeconds) / DAY);
  const whole = trimmed(1e9);
  expect(kept()).toEqual([expect.closeTo(1, 1), days, days]);
  expect(trimmed(whole)).toBe(whole);

  expect(trimmed(whole - 1)).toBeLessThanOrEqual(0.95 * whole);
  const [finest = 0, ...coarser] = kept();
  expect(finest).toBeLessThan(1);
  expect(coarser).toEqual([days, days]);

  expect(trimmed(whole * 0.6)).toBeLessThanOrEqual(whole * 0.6);
  expect(kept()).toEqual([expect.closeTo(1 / 24, 1), expect.any(Number), days]);
  expect(kept()[1]).toBeLessThan(days);

  trimmed(1000);
  expect(kept()).toEqual([expect.closeTo(1 / 24, 1), expect.closeTo(1, 1), expect.closeTo(7, 1)]);
});

test("what was written is there after a crash, and names go on", () => {
  const crashed = opened();
  crashed.put(START, { a: { cpu: 1 } });
  const samples = opened();
  samples.put(START + 10, { b: { cpu: 2 }, a: { cpu: 3 } });
  expect(samples.fleet(ask(START, START + 20, 10))).toMatchObject({
    robots: 2,
    points: [
      { robots: 1, median: 1 },
      { robots: 2, min: 2, max: 3 },
    ],
  });
});

test("a clock that goes back adds to what is there", () => {
  const samples = opened();
  samples.put(START, { a: { cpu: 1 } });
  samples.put(START + 600, { a: { cpu: 5 } });
  samples.put(START, { a: { cpu: 3 } });
  samples.put(START + 610, { a: { cpu: 5 } });
  expect(samples.robot({ ...ask(START, START + 620, 10), robotId: "a" })[0]).toEqual({
    at: START,
    min: 1,
    mean: 2,
    max: 3,
    last: 3,
    count: 2,
  });
});

describe("a file that is damaged", () => {
  const aside = () => readdirSync(dir).filter((name) => name.includes(".damaged-"));

  test("is set aside when it is opened, told once, and another is begun", () => {
    writeFileSync(file, "this is not a database, however long it may look".repeat(400));
    const samples = opened();
    expect(samples.put(START, { a: { cpu: 1 } })).toMatchObject({ file: join(dir, aside()[0] ?? "none") });
    expect(samples.put(START + 10, { a: { cpu: 1 } })).toBeNull();
    expect(samples.robot({ ...ask(START, START + 20, 10), robotId: "a" })).toHaveLength(2);
  });

  test("is set aside when a page of it can't be read, and writing goes on with the next bucket", () => {
    const samples = opened();
    samples.put(START, { a: { cpu: 1 } });
    samples.put(START + 600, { a: { cpu: 1 } });
    const db = new DatabaseSync(file);
    db.exec("UPDATE page_3600 SET data = x'0005'");
    db.close();
    expect(() => samples.robot({ ...ask(START - 30 * DAY, START + 700), robotId: "a" })).toThrow(
      expect.objectContaining({ code: "history_unavailable" }),
    );
    expect(aside()).toHaveLength(1);
    expect(samples.put(START + 610, { a: { cpu: 2 } })).not.toBeNull();
    expect(samples.robot({ ...ask(START, START + 620, 10), robotId: "a" })).toMatchObject([{ last: 2 }]);
  });
});
