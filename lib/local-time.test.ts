import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { dayBegin, momentsAt, wallAt, wallOf, zoneOffset } from "./local-time.ts";

const utc = (text: string) => Date.parse(text) / 1000;
const wall = (text: string) => wallOf(text) ?? Number.NaN;

describe("in Berlin", () => {
  beforeEach(() => void vi.stubEnv("TZ", "Europe/Berlin"));
  afterEach(() => void vi.unstubAllEnvs());
  const local = zoneOffset("local");

  test.each([
    ["2026-10-24T12:00:00", ["2026-10-24T10:00:00Z"]],
    ["2026-10-25T01:59:59", ["2026-10-24T23:59:59Z"]],
    ["2026-10-25T02:00:00", ["2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"]],
    ["2026-10-25T02:59:59", ["2026-10-25T00:59:59Z", "2026-10-25T01:59:59Z"]],
    ["2026-10-25T03:00:00", ["2026-10-25T02:00:00Z"]],
    ["2026-03-29T01:59:59", ["2026-03-29T00:59:59Z"]],
    ["2026-03-29T02:00:00", []],
    ["2026-03-29T02:59:59", []],
    ["2026-03-29T03:00:00", ["2026-03-29T01:00:00Z"]],
  ])("a clock shows %s at %j", (shown, moments) => {
    expect(momentsAt(wall(shown), local)).toEqual(moments.map(utc));
    for (const moment of moments) expect(wallAt(utc(moment), local)).toBe(wall(shown));
  });

  test("the day of a change begins at its midnight, and has 25 or 23 hours", () => {
    const hours = (day: string, next: string) =>
      (dayBegin(wall(`${next}T00:00`), local) - dayBegin(wall(`${day}T00:00`), local)) / 3600;
    expect(hours("2026-10-25", "2026-10-26")).toBe(25);
    expect(hours("2026-03-29", "2026-03-30")).toBe(23);
    expect(hours("2026-06-01", "2026-06-02")).toBe(24);
  });

  test("in UTC every time is there once", () => {
    expect(momentsAt(wall("2026-03-29T02:30"), zoneOffset("utc"))).toEqual([utc("2026-03-29T02:30:00Z")]);
  });
});

test("where midnight itself is left out the day begins after it", () => {
  vi.stubEnv("TZ", "Africa/Cairo");
  const local = zoneOffset("local");
  expect(momentsAt(wall("2026-04-24T00:00"), local)).toEqual([]);
  expect(dayBegin(wall("2026-04-24T00:00"), local)).toBe(utc("2026-04-23T22:00:00Z"));
  vi.unstubAllEnvs();
});

test.each(["", "2026-10-25", "yesterday", "2026-13-40T02:30"])("%j is no time of a clock", (text) => {
  expect(wallOf(text)).toBeNull();
});
