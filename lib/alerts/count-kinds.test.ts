import { expect, test } from "vitest";
import { countKinds } from "./count-kinds.ts";

test("kinds are counted, the most first; as many of another stand where the first of them did", () => {
  const kinds = ["job_late", "cpu_high", "battery_low", "battery_low"] as const;
  expect(countKinds(kinds.map((kind) => ({ kind })))).toEqual([
    ["battery_low", 2],
    ["job_late", 1],
    ["cpu_high", 1],
  ]);
  expect(countKinds([])).toEqual([]);
});
