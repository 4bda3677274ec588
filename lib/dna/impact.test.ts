import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { impactByAgent, impactByKey, impactOverTime, observationsOf } from "./impact.ts";
import { agentOf, SECONDS_APART } from "./versions.fixture.ts";
import { versionsOf } from "./versions.ts";

const observed = (steps: Parameters<typeof agentOf>[0], agentId = "a") =>
  observationsOf(agentId, versionsOf(agentOf(steps, agentId)));

describe("impact of a key", () => {
  // Computed by hand: a saw +0.1, −0.3 and +0.2 (the last shared with b), b saw +0.2 and 0.
  const steps = [
    { karma: 0.5 },
    { karma: 0.6, keys: ["a"] },
    { karma: 0.3, keys: ["a"] },
    { karma: 0.5, keys: ["a", "b"] },
    { karma: 0.5, keys: ["b"] },
  ];

  test("is the mean change against the parent, its size, spread and count", () => {
    const [a, b] = impactByKey(observed(steps));
    expect(a).toMatchObject({ key: "a", count: 3, shared: 1, few: false });
    expect(a?.mean).toBeCloseTo(0, 10);
    expect(a?.size).toBeCloseTo(0.2, 10);
    expect(a?.spread).toBeCloseTo(Math.sqrt((0.01 + 0.09 + 0.04) / 2), 10);
    expect(b).toMatchObject({ key: "b", count: 2, shared: 1, few: true });
    expect(b?.mean).toBeCloseTo(0.1, 10);
  });

  test("under three observations stands behind what was seen more often", () => {
    const few = [...steps, { karma: 0.99, keys: ["rare"] }];
    expect(impactByKey(observed(few)).map(({ key }) => key)).toEqual(["a", "rare", "b"]);
  });

  test("of a mutation that nobody scored comes with the next score, as shared", () => {
    const found = observed([{ karma: 0.5 }, { keys: ["a"] }, { karma: 0.6, keys: ["b"] }]);
    expect(found).toEqual([
      expect.objectContaining({ key: "a", version: 3, delta: 0.1, shared: true }),
      expect.objectContaining({ key: "b", version: 3, delta: 0.1, shared: true }),
    ]);
  });

  test("counts a key once that a mutation names twice, and no rollback or snapshot", () => {
    const found = observed([
      { karma: 0.5 },
      { karma: 0.6, keys: ["a", "a"] },
      { karma: 0.5, backTo: 1 },
      { karma: 0.7, byHand: true },
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]?.shared).toBe(false);
  });

  test("holds for names that every object has", () => {
    expect(
      impactByKey(observed([{ karma: 0.5 }, { karma: 0.6, keys: ["constructor", "toString"] }])),
    ).toHaveLength(2);
  });
});

describe("the matrix", () => {
  const two = [
    ...observed([{ karma: 0.5 }, { karma: 0.7, keys: ["x"] }], "left"),
    ...observed([{ karma: 0.5 }, { karma: 0.6, keys: ["y"] }], "right"),
  ];

  test("has a row per key and a column per agent, and nothing where nothing was seen", () => {
    const { columns, rows } = impactByAgent(two);
    expect(columns).toEqual(["left", "right"]);
    expect(rows.map(({ key, cells }) => [key, ...cells.map((cell) => cell?.mean)])).toEqual([
      ["x", expect.closeTo(0.2, 10), undefined],
      ["y", undefined, expect.closeTo(0.1, 10)],
    ]);
  });

  test("puts a mutation into the part of the time in which it was made, the last end included", () => {
    const { columns, rows } = impactOverTime(two, { from: 0, to: 2 * SECONDS_APART, parts: 2 });
    expect(columns).toEqual(["0", "100"]);
    expect(rows[0]?.cells.map((cell) => cell?.count)).toEqual([undefined, 1]);
  });

  test("loses and doubles nothing: a row's cells together have the key's count and its mean", () => {
    const step = fc.record({
      karma: fc.option(fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100)),
      keys: fc.subarray(["a", "b", "c"]),
    });
    const agents = fc.array(fc.array(step, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(agents, (all) => {
        const found = all.flatMap((steps, index) => observed(steps, `agent ${index}`));
        for (const { total, cells } of impactByAgent(found).rows) {
          const seen = cells.filter((cell) => cell !== undefined);
          expect(seen.reduce((sum, { count }) => sum + count, 0)).toBe(total.count);
          const sum = seen.reduce((sum, { count, mean }) => sum + count * mean, 0);
          expect(sum / total.count).toBeCloseTo(total.mean, 10);
          expect(Math.abs(total.mean)).toBeLessThanOrEqual(total.size + 1e-12);
        }
      }),
    );
  });
});
