import { beforeEach, expect, test } from "vitest";
import type { Trends } from "../telemetry/trend.ts";
import { createTrends } from "./trends.ts";

let now = 0;
let later: { run: () => void; at: number }[] = [];
const timing = {
  now: () => now,
  later: (run: () => void, ms: number) => void later.push({ run, at: now + ms }),
};

/** Lets time pass, one wake-up after the other, and the answers come. */
async function pass(ms: number): Promise<void> {
  const end = now + ms;
  for (;;) {
    const [next] = later.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
    if (!next) break;
    later = later.filter((one) => one !== next);
    now = Math.max(now, next.at);
    next.run();
    for (let turn = 0; turn < 200; turn++) await Promise.resolve();
  }
  now = end;
}

let asked: string[][];
let away: boolean;
const answer = (ids: string[]): Promise<Trends | null> => {
  asked.push(ids);
  return Promise.resolve(
    away
      ? null
      : {
          from: asked.length,
          robots: ids.filter((id) => id !== "unknown").map((id) => [id, { metrics: { cpu_usage: [1] } }]),
        },
  );
};
const nobody = () => {};

beforeEach(() => {
  now = 0;
  later = [];
  asked = [];
  away = false;
});

test("what is looked at is asked for together, and again while it is looked at", async () => {
  const trends = createTrends(answer, timing);
  let told = 0;
  const stop = [trends.subscribe("a", () => told++), trends.subscribe("b", nobody)];
  trends.subscribe("unknown", nobody);
  await pass(1_000);
  expect(asked).toEqual([["a", "b", "unknown"]]);
  expect(trends.get("a")).toEqual({ from: 1, metrics: { cpu_usage: [1] } });
  expect(trends.get("unknown")).toBeNull();
  expect(told).toBe(1);
  await pass(20_000);
  expect(asked).toHaveLength(2);
  for (const one of stop) one();
  await pass(20_000);
  expect(asked.slice(2)).toEqual([["unknown"]]);
});

test("rows that fly by are not asked for; one that comes back has its line at once", async () => {
  const trends = createTrends(answer, timing);
  const stop = trends.subscribe("a", nobody);
  await pass(1_000);
  stop();
  for (let row = 0; row < 50; row++) trends.subscribe(`passing ${row}`, nobody)();
  await pass(1_000);
  expect(asked).toEqual([["a"]]);
  trends.subscribe("a", nobody);
  await pass(1_000);
  expect(trends.get("a")).not.toBeNull();
  expect(asked).toHaveLength(1);
});

test("a whole screen comes in pieces, and what comes into sight meanwhile doesn't wait for the next round", async () => {
  const trends = createTrends(answer, timing);
  for (let row = 0; row < 30; row++) trends.subscribe(`r${row}`, nobody);
  await pass(1_000);
  expect(asked.map(({ length }) => length)).toEqual([12, 12, 6]);
  trends.subscribe("new", nobody);
  await pass(1_000);
  expect(asked.at(-1)).toEqual(["new"]);
});

test("while the server is away the lines stay, and are asked for when it is back", async () => {
  const trends = createTrends(answer, timing);
  trends.subscribe("a", nobody);
  await pass(1_000);
  away = true;
  await pass(30_000);
  expect(trends.get("a")).toMatchObject({ from: 1 });
  away = false;
  await pass(3_000);
  expect(trends.get("a")).toMatchObject({ from: asked.length });
});

test("of robots that are out of sight only so many lines are kept", async () => {
  const trends = createTrends(answer, timing);
  for (let row = 0; row < 400; row++) {
    const stop = trends.subscribe(`r${row}`, nobody);
    await pass(200);
    stop();
  }
  expect(trends.get("r0")).toBeNull();
  expect(trends.get("r399")).not.toBeNull();
});
