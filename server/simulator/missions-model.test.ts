import { expect, test } from "vitest";
import { advanceMissions, type Mission } from "./missions-model.ts";
import { createRandom } from "./random.ts";

function play(turns: number, failureRate: number) {
  const random = createRandom("missions");
  let open: Mission[] = [];
  let nextNumber = 1;
  const told: Mission[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const step = advanceMissions(open, { random, failureRate, nextNumber });
    open = step.open;
    nextNumber += step.changed.filter(({ status }) => status === "queued").length;
    told.push(...step.changed);
  }
  return { open, told };
}

test("each mission is queued, runs, and ends once", () => {
  const { told, open } = play(500, 0.1);
  const lives = Map.groupBy(told, ({ mission_id }) => mission_id);
  const ended = [...lives].filter(([id]) => !open.some(({ mission_id }) => mission_id === id));
  expect(ended.length).toBeGreaterThan(100);
  for (const [, life] of ended) {
    expect(life.slice(0, 2).map(({ status }) => status)).toEqual(["queued", "running"]);
    expect(["completed", "failed"]).toContain(life[2]?.status);
    expect(life).toHaveLength(3);
  }
});

test("missions fail at the chosen rate, and are never too many at once", () => {
  const count = (status: string, rate: number) =>
    play(2000, rate).told.filter((one) => one.status === status).length;
  expect(count("failed", 0)).toBe(0);
  expect(count("completed", 1)).toBe(0);
  expect(count("failed", 0.1) / count("completed", 0.1)).toBeCloseTo(0.11, 1);
  expect(play(500, 0).open.length).toBeLessThanOrEqual(12);
});
