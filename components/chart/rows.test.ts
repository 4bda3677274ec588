import { describe, expect, test } from "vitest";
import { nearestRow, type Row, rangeOf, thin, withHoles } from "./rows.ts";
import { logTicks, momentText, roundTicks, timeTicks, wholeLabel } from "./ticks.ts";

const VALUE = { ids: ["value"] };
/** The stretches that a line is drawn over. */
const joined = (rows: Row[]): [number, number][] =>
  rows.flatMap((row, at) => {
    const next = rows[at + 1];
    return next && row.value !== null && next.value !== null ? [[row.x, next.x]] : [];
  });
const line = (values: (number | null)[]): Row[] => values.map((value, x) => ({ x, value }));

describe("rows", () => {
  test("the one that is nearest to a place is found, also beyond the ends", () => {
    const rows = [{ x: 10 }, { x: 20 }, { x: 40 }];
    expect([-5, 10, 14, 16, 29, 31, 40, 99].map((x) => nearestRow(rows, x))).toEqual([
      0, 0, 0, 1, 1, 2, 2, 2,
    ]);
    expect(nearestRow([], 1)).toBe(-1);
  });

  test("a line breaks where nothing was heard", () => {
    const rows = [
      { x: 0, value: 1 },
      { x: 1, value: 2 },
      { x: 60, value: 3 },
    ];
    const broken = withHoles(rows, VALUE, 5);
    expect(broken.holes).toEqual([{ from: 1, to: 60, reason: "No data" }]);
    expect(broken.rows.map(({ value }) => value)).toEqual([1, 2, null, 3]);
    expect(withHoles(rows, VALUE, undefined).rows).toHaveLength(3);
  });

  test("no line crosses an outage, however near its points are", () => {
    const rows = line([1, 2, 3, 4, 5]);
    const outage = { from: 1.2, to: 3.5, reason: "Brainwave was not running" };
    const broken = withHoles(rows, VALUE, undefined, [outage]);
    expect(broken.holes).toEqual([outage]);
    expect(joined(broken.rows).filter(([from, to]) => from < outage.to && to > outage.from)).toEqual([]);
    // What was measured within it stays.
    expect(broken.rows.filter(({ value }) => value !== null)).toEqual(rows);
  });

  test("an outage of a moment between two points breaks the line too", () => {
    const broken = withHoles(line([1, 2]), VALUE, 60, [{ from: 0.4, to: 0.5, reason: "away" }]);
    expect(joined(broken.rows)).toEqual([]);
  });

  test("an outage in which nothing was lost breaks no line", () => {
    const rows = line([1, 2, 3]);
    const faint = { from: 0.5, to: 1.5, reason: "no event was lost", faint: true };
    expect(withHoles(rows, VALUE, undefined, [faint])).toEqual({ rows, holes: [faint] });
  });

  test("a gap that an outage explains has its reason, once", () => {
    const rows = [
      { x: 0, value: 1 },
      { x: 60, value: 2 },
    ];
    const broken = withHoles(rows, VALUE, 5, [{ from: 10, to: 50, reason: "away" }]);
    expect(broken.holes).toEqual([{ from: 0, to: 60, reason: "away" }]);
  });

  test("a value that holds until the next holds up to the outage, not through it", () => {
    const lines = { ids: ["value"], steps: ["value"] };
    const broken = withHoles(line([7, 8]), lines, undefined, [{ from: 0.25, to: 0.75, reason: "away" }]);
    expect(broken.rows[1]).toEqual({ x: 0.25, value: 7 });
    expect(broken.rows[2]?.value).toBeNull();
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
    expect(timeTicks(0, 86_400, 4, () => 19_800)).toEqual([1800, 23_400, 45_000, 66_600]);
  });

  test("stand on the clock's round times also where it is put forward or back, there twice what it shows twice", () => {
    const change = 100 * 86_400 + 3600;
    const back = (at: number) => (at < change ? 7200 : 3600);
    const forward = (at: number) => (at < change ? 3600 : 7200);
    const shown = (offsetAt: (at: number) => number, from: number, to: number) =>
      timeTicks(from, to, 5, offsetAt).map((at) => ((at + offsetAt(at)) % 86_400) / 3600);
    const day = change - 3 * 3600;
    expect(shown(back, day, day + 25 * 3600)).toEqual([0, 6, 12, 18, 0]);
    expect(shown(forward, day + 3600, day + 24 * 3600)).toEqual([0, 6, 12, 18, 0]);
    expect(shown(back, day, day + 5 * 3600)).toEqual([0, 1, 2, 2, 3, 4]);
    expect(shown(forward, day + 3600, day + 5 * 3600)).toEqual([0, 1, 3, 4, 5]);
    expect(shown(back, change - 1800, change + 1800)).toEqual([2.5, 2.75, 2, 2.25, 2.5]);
  });

  test("are written with seconds, minutes or days, as long as their axis is", () => {
    expect(momentText(3661, 60, "utc")).toBe("01:01:01");
    expect(momentText(3661, 3600, "utc")).toBe("01:01");
    expect(momentText(3661, 7 * 86_400, "utc")).toBe("1 Jan");
  });

  test("of counts have words at whole ones only", () => {
    expect(roundTicks(0, 1, 2).map(wholeLabel)).toEqual(["0", "", "1"]);
  });

  test("are powers of ten on a log axis", () => {
    expect(logTicks(40, 6000)).toEqual([10, 100, 1000, 10_000]);
  });
});
