import { expect, test } from "vitest";
import { gradeOf, roundTrips } from "./quality.ts";

const grade = (latency_ms: number, before: "good" | "fair" | "poor" | null = null, jitter_ms = 0) =>
  gradeOf({ latency_ms, jitter_ms }, before);

test("latency is the median, jitter the mean step from one round trip to the next", () => {
  expect(roundTrips([10, 12, 900, 11, 10])).toEqual({ latency_ms: 11, jitter_ms: (2 + 888 + 889 + 1) / 4 });
  expect(roundTrips([7])).toEqual({ latency_ms: 7, jitter_ms: 0 });
  expect(roundTrips([])).toBeNull();
});

test("exactly at a limit is still the better grade", () => {
  expect([grade(100), grade(100.1), grade(300), grade(300.1)]).toEqual(["good", "fair", "fair", "poor"]);
  expect([grade(1, null, 30), grade(1, null, 31), grade(1, null, 101)]).toEqual(["good", "fair", "poor"]);
});

test("a grade gets better only well below the limit", () => {
  expect([grade(90, "fair"), grade(80, "fair")]).toEqual(["fair", "good"]);
  expect([grade(290, "poor"), grade(240, "poor"), grade(79, "poor")]).toEqual(["poor", "fair", "good"]);
  expect(grade(90, "good")).toBe("good");
});
