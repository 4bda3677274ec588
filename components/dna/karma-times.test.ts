import { expect, test } from "vitest";
import type { Version } from "../../lib/dna/versions.ts";
import { karmaOverTime } from "./karma-times.ts";

const scored = (version: number, karma: number, scoredAt: number | null, createdAt: number) =>
  ({ version, karma, scored: "evaluated", scoredAt, createdAt }) as Version;

test("scores no longer kept stand at their version's time, kept ones at their own, in order and apart", () => {
  const rows = karmaOverTime(
    [scored(1, 0.5, null, 10), scored(2, 0.6, 25, 20), scored(3, 0.9, 40, 30)],
    [
      { version: 3, karma: 0.8, at: 35 },
      { version: 3, karma: 0.9, at: 35 },
    ],
  );
  expect(rows.map(({ x, version, karma }) => [x, version, karma])).toEqual([
    [10, 1, 0.5],
    [25, 2, 0.6],
    [35, 3, 0.8],
    [35.001, 3, 0.9],
  ]);
});
