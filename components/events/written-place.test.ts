import { expect, test } from "vitest";
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

test.each(["", "yesterday", "25:99", "2026-13-40", "12-"])("%j is neither", (text) => {
  expect(writtenPlace(text, NOON, "utc")).toBeNull();
});
