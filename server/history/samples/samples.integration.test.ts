import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Logger } from "#server/log";
import { openSamples, type Samples } from "./index.ts";

const PROGRAM = fileURLToPath(new URL("./crash.fixture.ts", import.meta.url));
const START = Date.UTC(2026, 0, 1) / 1000;

let dataDir: string;
let now: number;
let open: Samples[];
const logger = { error: vi.fn(), warn: vi.fn(), info: vi.fn() };

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-samples-"));
  now = START;
  open = [];
  for (const log of Object.values(logger)) log.mockReset();
});
afterEach(async () => {
  for (const samples of open) await samples.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function opened(): Samples {
  const samples = openSamples({
    dataDir,
    maxBytes: 1e9,
    logger: logger as unknown as Logger,
    now: () => now * 1000,
  });
  open.push(samples);
  return samples;
}

function pointsOf(samples: Samples, robotId: string, from: number, to: number, step = 10) {
  const level = step < 60 ? 0 : step < 3600 ? 1 : 2;
  return samples.reader.robot({ robotId, metric: "cpu", window: { from, to, step, level } });
}

test("what is in the open bucket is told at once, and kept when the server is closed", async () => {
  const first = opened();
  first.add("a", { cpu: 5 }, START + 1);
  first.add("a", { cpu: 9 }, START + 2);
  const kept = [{ at: START, min: 5, mean: 7, max: 9, last: 9, count: 2 }];
  expect(await pointsOf(first, "a", START, START + 10)).toEqual(kept);
  await first.close();
  expect(await pointsOf(opened(), "a", START, START + 10)).toEqual(kept);
});

test("series keep their robots from hour to hour, whoever comes and goes", async () => {
  const samples = opened();
  for (let hour = 0; hour < 3; hour++)
    for (let minute = 0; minute < 60; minute++) {
      const at = START + hour * 3600 + minute * 60;
      samples.add(`only_${hour}`, { cpu: 10 + hour }, at);
      samples.add("a", { cpu: 1 }, at);
      await pointsOf(samples, "a", at, at + 10);
    }
  const end = START + 3 * 3600;
  expect((await pointsOf(samples, "a", START, end, 60)).map(({ max }) => max)).toEqual(Array(180).fill(1));
  for (let hour = 0; hour < 3; hour++)
    expect(await pointsOf(samples, `only_${hour}`, START, end, 3600)).toEqual([
      {
        at: START + hour * 3600,
        min: 10 + hour,
        mean: 10 + hour,
        max: 10 + hour,
        last: 10 + hour,
        count: 60,
      },
    ]);
});

test("while the file can't be written samples go on being taken, and what waited is written once it can", async () => {
  const folder = dataDir;
  dataDir = join(folder, "data");
  writeFileSync(dataDir, "a file where the folder should be");
  const samples = opened();
  samples.add("a", { cpu: 1 }, START);
  samples.add("a", { cpu: 2 }, START + 10);
  await expect(pointsOf(samples, "a", START, START + 60)).rejects.toMatchObject({
    code: "history_unavailable",
  });
  await vi.waitFor(() => expect(samples.standing().kind).toBe("unavailable"));
  expect(logger.error).toHaveBeenCalledTimes(1);
  rmSync(dataDir);
  samples.add("a", { cpu: 3 }, START + 20);
  await vi.waitFor(() => expect(samples.standing().kind).toBe("ok"));
  expect((await pointsOf(samples, "a", START, START + 60)).map(({ last }) => last)).toEqual([1, 2, 3]);
  await samples.close();
  dataDir = folder;
});

test("killed in mid-write ten times: of each run only the open bucket is lost, and nothing is counted twice", async () => {
  let at = START;
  const gaps: number[] = [];
  for (let turn = 0; turn < 10; turn++) {
    const told = await run(at, { afterLines: 50 + turn * 13, signal: "SIGKILL" });
    at = told + 30;
    gaps.push(told + 10);
  }
  const end = await run(at, { afterLines: 5, signal: "SIGTERM" });
  now = end + 10;
  const points = await pointsOf(opened(), "a", START, now);
  expect(points.every(({ count }) => count === 1)).toBe(true);
  const there = new Set(points.map((point) => point.at));
  const missing = Array.from({ length: (now - START) / 10 }, (_, index) => START + index * 10).filter(
    (moment) => !there.has(moment),
  );
  // What came after the last line was written or not.
  for (const moment of missing) expect(gaps.some((gap) => moment === gap || moment === gap + 10)).toBe(true);
  const hours = await pointsOf(opened(), "a", START, now, 3600);
  expect(hours.reduce((sum, { count }) => sum + count, 0)).toBe(points.length);
}, 120_000);

/** The last bucket that the program said was written. */
async function run(
  from: number,
  end: { afterLines: number; signal: "SIGKILL" | "SIGTERM" },
): Promise<number> {
  const child = spawn(process.execPath, [PROGRAM, dataDir, String(from)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = once(child, "exit");
  let last = from - 10;
  let lines = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (++lines === end.afterLines) child.kill(end.signal);
  }
  await exit;
  return last;
}
