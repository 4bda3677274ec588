import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLogger } from "#server/log";
import { openStore } from "#server/store/open";
import type { Store } from "#server/store/port";
import { createLatest } from "./latest.ts";

const logger = createLogger("silent");
const T = 1_767_225_600;
let dataDir: string;
let store: Store;
let latest: Awaited<ReturnType<typeof createLatest>>;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  store = await openStore({ dataDir });
  latest = await createLatest(store.records, logger);
});
afterEach(async () => {
  await latest.close();
  await store.close();
  rmSync(dataDir, { recursive: true });
});
const of = (robotId: string) => latest.all().get(robotId);

test("a late or repeated sample doesn't move a robot back in time", () => {
  expect(latest.put("r", { cpu_usage: 1 }, T, T)).toBe(true);
  expect(latest.put("r", { cpu_usage: 2 }, T, T + 1)).toBe(false);
  expect(latest.put("r", { cpu_usage: 3 }, T - 5, T + 1)).toBe(false);
  expect(of("r")?.metrics).toEqual({ cpu_usage: 1 });
});

test("a clock that is an hour off is shown, and neither a repeat nor a correction of it is taken wrongly", () => {
  latest.put("ahead", { cpu_usage: 1 }, T + 3600, T);
  expect(of("ahead")?.clock_skew_seconds).toBe(3600);
  expect(latest.put("ahead", { cpu_usage: 2 }, T + 3600, T + 1)).toBe(false);
  expect(latest.put("ahead", { cpu_usage: 3 }, T + 2, T + 2)).toBe(true);
  latest.put("behind", { cpu_usage: 1 }, T - 3600, T);
  expect(latest.put("behind", { cpu_usage: 2 }, T - 3599, T + 1)).toBe(true);
  expect(of("behind")).toMatchObject({ metrics: { cpu_usage: 2 }, clock_skew_seconds: -3600 });
});

test("no digits below a millisecond are sent to the pages", () => {
  for (let n = 0; n <= 4; n++) latest.put("r", { cpu_usage: n }, T + 0.1 * n - 0.0012, T + 0.1 * n);
  expect(of("r")).toMatchObject({ interval_seconds: 0.1, clock_skew_seconds: -0.001 });
});

test("a clock that was set back is believed once all it says is late by the same for a while", () => {
  latest.put("r", { cpu_usage: 1 }, T, T);
  for (let n = 1; n <= 5; n++) expect(latest.put("r", { cpu_usage: 2 }, T + n - 3600, T + n)).toBe(false);
  expect(latest.put("r", { cpu_usage: 3 }, T + 6 - 3600, T + 6)).toBe(true);
  expect(of("r")).toMatchObject({ metrics: { cpu_usage: 3 }, clock_skew_seconds: -3600 });
  expect(latest.put("r", { cpu_usage: 4 }, T + 7 - 3600, T + 7)).toBe(true);
});

test("what was kept for a while and is handed in late is no clock that was set back", () => {
  latest.put("replays", { cpu_usage: 1 }, T, T);
  for (let n = 1; n <= 20; n++)
    expect(latest.put("replays", { cpu_usage: 2 }, T - 300 + 10 * n, T + n)).toBe(false);
  // The same one again and again, as nobody answered.
  for (let n = 21; n <= 40; n++) expect(latest.put("replays", { cpu_usage: 2 }, T - 7, T + n)).toBe(false);
  // Another way that is slower, beside one that isn't.
  for (let n = 0; n <= 20; n++) {
    latest.put("both", { cpu_usage: 1 }, T + n, T + n);
    expect(latest.put("both", { cpu_usage: 2 }, T + n - 9, T + n)).toBe(false);
  }
});

test("what is usual for a robot outlives a restart, and stays out of what is sent to the pages", async () => {
  for (let n = 0; n <= 4; n++) latest.put("r", { cpu_usage: n }, T + 5 * n, T + 5 * n);
  expect(of("r")?.interval_seconds).toBe(5);
  const before = of("r");
  await latest.close();
  latest = await createLatest(store.records, logger);
  expect(of("r")).toEqual(before);
  expect(Object.keys(before ?? {}).sort()).toEqual([
    "clock_skew_seconds",
    "interval_seconds",
    "metrics",
    "received_at",
  ]);
  expect(latest.put("r", { cpu_usage: 9 }, T + 20, T + 21)).toBe(false);
});

test("a robot that names its metrics anew each time stays bounded, and keeps the newest", () => {
  for (let n = 0; n < 500; n++) latest.put("r", { cpu_usage: n, [`m${n}`]: n }, null, T + n);
  expect(Object.keys(of("r")?.metrics ?? {})).toHaveLength(68);
  expect(of("r")?.metrics).toMatchObject({ cpu_usage: 499, m499: 499 });
});
