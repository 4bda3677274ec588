import { expect, test } from "vitest";
import { DEFAULT_RULES } from "#lib/alerts/default-rules";
import { pastAlerts } from "#lib/alerts/past-alerts";
import type { Rule } from "#lib/alerts/rules";
import { tryLevels } from "./what-if-levels.ts";

const DAY = 86_400;
const rule = (kind: Rule["kind"]) => DEFAULT_RULES.find((one) => one.kind === kind) as Rule;
const minute = (n: number, min: number, max: number) => ({
  at: n * 60,
  min,
  max,
  mean: (min + max) / 2,
  last: max,
  count: 60,
});

/** What is kept of robots' samples, by robot. */
const kept = (all: Record<string, ReturnType<typeof minute>[]>) => ({
  robots: Object.keys(all),
  samples: { robot: async ({ robotId }: { robotId: string }) => all[robotId] ?? [] },
});

test("each minute counts with its sample furthest beyond the limit", async () => {
  const cpu = [
    minute(0, 20, 50),
    minute(1, 91, 99),
    minute(2, 20, 50),
    minute(20, 40, 95),
    minute(21, 30, 60),
  ];
  const found = await tryLevels(rule("cpu_high"), { from: 0, to: DAY }, kept({ r1: cpu }));
  expect(pastAlerts(found.told).map(({ since, worst }) => [since, worst])).toEqual([
    [1200, 95],
    [60, 99],
  ]);
  expect(found).toMatchObject({ steps: 5, heldFrom: 0, complete: true });
});

test("less is worse for a battery, exactly the limit stays silent, and a scope leaves others out", async () => {
  const low = [minute(0, 10, 19), minute(1, 60, 80)];
  const at = [minute(0, 20, 20), minute(1, 60, 80)];
  const battery = { ...rule("battery_low"), scope: "amr_*" };
  const found = await tryLevels(battery, { from: 0, to: DAY }, kept({ amr_1: low, amr_2: at, arm_1: low }));
  expect(pastAlerts(found.told).map(({ subject }) => subject.id)).toEqual(["amr_1"]);
  expect(found).toMatchObject({ steps: 4 });
});

test("of too many robots it is told how far it came", async () => {
  const week = Array.from({ length: 10_080 }, (_, n) => minute(n, 1, 2));
  const all = Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`r${n}`, week]));
  const found = await tryLevels(rule("cpu_high"), { from: 0, to: 7 * DAY }, kept(all));
  expect(found.complete).toBe(false);
  expect(found.steps).toBeLessThan(25 * 10_080);
});
