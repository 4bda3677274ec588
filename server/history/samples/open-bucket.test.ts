import { expect, test } from "vitest";
import { METRICS_KEPT } from "#lib/telemetry/sample";
import { createOpenBucket } from "./open-bucket.ts";

test("a bucket tells of each series count, min, mean, max and last, and begins anew", () => {
  const bucket = createOpenBucket();
  for (const cpu of [5, 1, 9]) bucket.add("a", { cpu, speed: 0 });
  bucket.add("b", { cpu: 3 });
  expect([...bucket.of("cpu", 10)]).toEqual([
    ["a", { at: 10, count: 3, min: 1, mean: 5, max: 9, last: 9 }],
    ["b", { at: 10, count: 1, min: 3, mean: 3, max: 3, last: 3 }],
  ]);
  const ended = bucket.end(10);
  expect(bucket.names()).toEqual([
    ["a", "cpu"],
    ["a", "speed"],
    ["b", "cpu"],
  ]);
  expect(ended).toEqual({
    at: 10,
    series: Uint32Array.of(0, 1, 2),
    counts: Uint32Array.of(3, 3, 1),
    values: Float64Array.of(1, 5, 9, 9, 0, 0, 0, 0, 3, 3, 3, 3),
  });
  expect(bucket.end(20)).toBeNull();
  bucket.add("b", { cpu: 7 });
  expect(bucket.end(30)).toEqual({
    at: 30,
    series: Uint32Array.of(2),
    counts: Uint32Array.of(1),
    values: Float64Array.of(7, 7, 7, 7),
  });
});

test("thousands of series keep their values apart", () => {
  const bucket = createOpenBucket();
  for (let robot = 0; robot < 3000; robot++) bucket.add(`r${robot}`, { cpu: robot });
  const ended = bucket.end(0);
  expect(ended?.series).toHaveLength(3000);
  expect(ended?.values.filter((_, index) => index % 4 === 3)).toEqual(
    Float64Array.from({ length: 3000 }, (_, robot) => robot),
  );
});

test("a robot that names its metrics anew each time is bounded, and gets new places once forgotten", () => {
  const bucket = createOpenBucket();
  for (let index = 0; index < 1000; index++) bucket.add("a", { [`m${index}`]: 1 });
  expect(bucket.names()).toHaveLength(METRICS_KEPT);
  bucket.end(0);
  bucket.forget();
  bucket.add("a", { m999: 1 });
  expect(bucket.names()).toEqual([["a", "m999"]]);
});
