import { describe, expect, test } from "vitest";
import { type Row, rangeOf, thin, withHoles } from "./rows.ts";
import { logTicks, roundTicks, timeTicks } from "./ticks.ts";

const line = (values: (number | null)[]): Row[] => values.map((value, x) => ({ x, value }));

describe("rows", () => {
  test("a line breaks where nothing was heard", () => {
    const rows = [
      { x: 0, value: 1 },
      { x: 1, value: 2 },
      { x: 60, value: 3 },
    ];
    const broken = withHoles(rows, ["value"], 5);
    expect(broken.holes).toEqual([{ from: 1, to: 60, reason: "No data" }]);
    expect(broken.rows.map(({ value }) => value)).toEqual([1, 2, null, 3]);
    expect(withHoles(rows, ["value"], undefined).rows).toHaveLength(3);
  });

  test("thinning keeps every spike, the order and the breaks", () => {
    const values: (number | null)[] = Array.from({ length: 3000 }, (_, i) => i % 7);
    values[1234] = 999;
    values[2345] = -999;
    values[500] = null;
    const kept = thin(line(values), ["value"], 300);
    expect(kept.length).toBeLessThanOrEqual(450);
    const shown = kept.map(({ value }) => value);
    expect(shown).toEqual(expect.arrayContaining([999, -999, null]));
    expect(kept.every((row, i) => i === 0 || row.x > (kept[i - 1]?.x ?? 0))).toBe(true);
  });

  test("few rows stay as they are", () => {
    const rows = line([1, 2, 3]);
    expect(thin(rows, ["value"])).toBe(rows);
  });

  test("the range leaves out what is missing", () => {
    expect(rangeOf(line([null, 3, -1]), ["value"])).toEqual([-1, 3]);
    expect(rangeOf(line([null]), ["value"])).toBeNull();
  });
});

describe("ticks", () => {
  test("are round and enclose the values", () => {
    expect(roundTicks(0, 100)).toEqual([0, 25, 50, 75, 100]);
    expect(roundTicks(0.43, 0.91)).toEqual([0.4, 0.6, 0.8, 1]);
    expect(roundTicks(-3, 17)).toEqual([-5, 0, 5, 10, 15, 20]);
  });

  test("exist for a flat line too", () => {
    const ticks = roundTicks(7, 7);
    expect(ticks[0]).toBeLessThan(7);
    expect(ticks.at(-1)).toBeGreaterThan(7);
    expect(roundTicks(0, 0).length).toBeGreaterThan(1);
  });

  test("stand on whole minutes and hours of the shown zone", () => {
    expect(timeTicks(30, 930, 5)).toEqual([300, 600, 900]);
    expect(timeTicks(0, 86_400, 4, 19_800)).toEqual([1800, 23_400, 45_000, 66_600]);
  });

  test("are powers of ten on a log axis", () => {
    expect(logTicks(40, 6000)).toEqual([10, 100, 1000, 10_000]);
  });
});
