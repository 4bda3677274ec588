import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OWN_JOB } from "#lib/metrics/cadence";
import { createLogger } from "#server/log";
import { openStore } from "#server/store/open";
import type { Lease, Store } from "#server/store/port";
import { type Schedule, startSchedule } from "./schedule.ts";

const START = 1_800_000_000_000;
const HOUR_MS = 3_600_000;
const LEASE = `job:${OWN_JOB}`;
const STEP_MS = 500;

let dataDir: string;
let store: Store;
let running: Schedule[];
/** When the job started, by whom: what everybody's fold tells. */
let runs: { atMs: number; holder: string }[];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  store = await openStore({ dataDir });
  running = [];
  runs = [];
  const toFake = [
    "Date",
    "performance",
    "setTimeout",
    "clearTimeout",
    "setInterval",
    "clearInterval",
  ] as const;
  vi.useFakeTimers({ toFake: [...toFake], now: START });
});
afterEach(async () => {
  for (const schedule of running) await schedule.close();
  vi.useRealTimers();
  await store.close();
  rmSync(dataDir, { recursive: true });
});

function gateway(holder: string, { intervalMs = HOUR_MS, enabled = true } = {}): Schedule {
  const schedule = startSchedule({
    records: store.records,
    holder,
    intervalMs,
    enabled,
    lastStartedMs: () => runs.at(-1)?.atMs ?? null,
    async run() {
      const startedAtMs = Date.now();
      runs.push({ atMs: startedAtMs, holder });
      return { status: "completed", startedAt: startedAtMs / 1000, entriesProcessed: 0, durationMs: 0 };
    },
    logger: createLogger("silent"),
  });
  running.push(schedule);
  return schedule;
}

/** Lets time pass, and the store answer in between. */
async function pass(ms: number): Promise<void> {
  for (let at = 0; at < ms; at += STEP_MS) {
    await vi.advanceTimersByTimeAsync(STEP_MS);
    for (let turn = 0; turn < 5; turn++) await nextTurn();
  }
}

/** Somebody who held the job and is heard of no more. */
const goneHolder = () => store.records.acquireLease(LEASE, "gone", 15_000) as Promise<Lease>;
const holder = () => store.records.leaseHolder(LEASE);
const startsOf = (name: string) => runs.filter((run) => run.holder === name).map(({ atMs }) => atMs - START);

test("a gateway that is gone is followed well within 20 s, however rarely the job runs", async () => {
  runs = [{ atMs: START - 1000, holder: "gone" }];
  gateway("b");
  await pass(STEP_MS);
  await goneHolder();
  await pass(18_000);
  expect(await holder()).toBe("b");
  expect(startsOf("b")).toEqual([]);
});

test("whoever follows runs what is overdue at once, and then every interval", async () => {
  runs = [{ atMs: START - 20_000, holder: "gone" }];
  await goneHolder();
  gateway("b", { intervalMs: 30_000 });
  await pass(90_000);
  const [first = 0, ...later] = startsOf("b");
  expect(first).toBeLessThanOrEqual(18_000);
  expect(later).toEqual([first + 30_000, first + 60_000]);
});

test("of two gateways one runs the job, every interval, and the other none", async () => {
  gateway("a", { intervalMs: 30_000 });
  await pass(STEP_MS);
  gateway("b", { intervalMs: 30_000 });
  await pass(95_000);
  expect(startsOf("a")).toHaveLength(4);
  expect(startsOf("b")).toEqual([]);
});

test("a gateway that only runs it when asked doesn't keep it from one that runs it by itself", async () => {
  const asked = gateway("asked", { enabled: false });
  await asked.runNow();
  expect(await holder()).toBe("asked");
  gateway("b");
  await pass(20_000);
  expect(await holder()).toBe("b");
});
