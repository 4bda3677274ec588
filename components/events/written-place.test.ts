import { expect, test, vi } from "vitest";
import { writtenPlace } from "./written-place.ts";

const NOON = Date.parse("2026-01-12T12:00:00Z") / 1000;
const utc = (text: string) => Date.parse(text) / 1000;

test.each([
  ["14:02", utc("2026-01-11T14:02:00Z")],
  ["9:30", utc("2026-01-12T09:30:00Z")],
  ["09:30:15", utc("2026-01-12T09:30:15Z")],
  ["2026-01-10", utc("2026-01-10T00:00:00Z")],
  ["2026-01-10 14:02", utc("2026-01-10T14:02:00Z")],
  ["2026-01-10T14:02:30+02:00", utc("2026-01-10T12:02:30Z")],
  ["1767225600", 1_767_225_600],
  ["-2h", NOON - 7200],
  [" -15m ", NOON - 900],
])("%j is a moment", (text, seconds) => {
  expect(writtenPlace(text, NOON, "utc")).toEqual({ kind: "time", seconds });
});

test("a stream id is an event", () => {
  expect(writtenPlace("1767225600000-3", NOON, "utc")).toEqual({ kind: "id", streamId: "1767225600000-3" });
});

test("a time without a zone is in the one that is shown", () => {
  const seconds = new Date(2026, 0, 10, 14, 2).getTime() / 1000;
  expect(writtenPlace("2026-01-10 14:02", NOON, "local")).toEqual({ kind: "time", seconds });
});

test("a time of day is the last one also across a night in which the clock was put back or forward", () => {
  vi.stubEnv("TZ", "Europe/Berlin");
  const last = (text: string, now: string) => writtenPlace(text, utc(now), "local");
  const at = (text: string) => ({ kind: "time", seconds: utc(text) });
  expect(last("14:02", "2026-10-25T11:00:00Z")).toEqual(at("2026-10-24T12:02:00Z"));
  expect(last("02:30", "2026-10-25T11:00:00Z")).toEqual(at("2026-10-25T01:30:00Z"));
  expect(last("02:30", "2026-10-25T00:45:00Z")).toEqual(at("2026-10-25T00:30:00Z"));
  expect(last("14:02", "2026-03-29T10:00:00Z")).toEqual(at("2026-03-28T13:02:00Z"));
  expect(last("02:30", "2026-03-29T10:00:00Z")).toEqual(at("2026-03-28T01:30:00Z"));
  vi.unstubAllEnvs();
});

test.each(["", "yesterday", "25:99", "2026-13-40", "12-"])("%j is neither", (text) => {
  expect(writtenPlace(text, NOON, "utc")).toBeNull();
});
