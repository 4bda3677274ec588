import { describe, expect, test } from "vitest";
import { karmaRange, karmaRows, karmaTimeRows } from "./karma-series.ts";
import { versionList } from "./versions.fixture.ts";

describe("the karma chart", () => {
  const versions = versionList([0.8, null, 0.6]);

  test("holds the best scored karma so far", () => {
    expect(karmaRows(versions).map(({ best }) => best)).toEqual([0.8, 0.8, 0.8]);
  });

  test("takes an inherited karma neither for a best nor into the mean", () => {
    expect(karmaRows(versions).map(({ karma, mean }) => [karma, mean])).toEqual([
      [0.8, 0.8],
      [0.8, 0.8],
      [0.6, 0.7],
    ]);
  });

  test("means over the last ten scores only", () => {
    const scores = Array.from({ length: 12 }, (_, index) => index / 100);
    expect(karmaRows(versionList(scores)).at(-1)?.mean).toBeCloseTo((2 + 11) / 200, 10);
  });

  test("on a time axis has every score, a version's second one too", () => {
    const rows = karmaTimeRows([
      { version: 1, karma: 0.5, at: 10 },
      { version: 2, karma: 0.7, at: 30 },
      { version: 1, karma: 0.6, at: 20 },
    ]);
    expect(rows.map(({ x, version, best }) => [x, version, best])).toEqual([
      [10, 1, 0.5],
      [20, 1, 0.6],
      [30, 2, 0.7],
    ]);
  });

  test("shows both reference lines whatever the values are", () => {
    expect(karmaRange([])).toEqual([0.7, 0.9]);
    expect(karmaRange(versions)).toEqual([0.6, 0.9]);
  });

  test("has only its own ends for foreign values", () => {
    expect(karmaRange(versionList([55, 73]))).toEqual([55, 73]);
  });
});
