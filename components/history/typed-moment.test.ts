import { expect, test, vi } from "vitest";
import { momentWords, readTypedMoment } from "./typed-moment.ts";

const utc = (text: string) => Date.parse(text) / 1000;
const NOW = utc("2026-11-01T00:00:00Z");
const moment = (text: string) => ({ kind: "moment", moment: { seconds: utc(text) } });

test.each([
  ["2026-01-12 14:02:30", moment("2026-01-12T14:02:30Z")],
  ["2026-01-12T14:02", moment("2026-01-12T14:02:00Z")],
  ["2026-01-12 14:02:30+02:00", moment("2026-01-12T12:02:30Z")],
  ["1767225600000-3", { kind: "moment", moment: { streamId: "1767225600000-3" } }],
  ["2026-13-40 14:02:30", { kind: "none" }],
  ["yesterday", { kind: "none" }],
])("%j is read", (text, read) => {
  expect(readTypedMoment(text, "utc", NOW)).toEqual(read);
});

test("a time that the clock leaves out is none, and one that it shows twice is the first, or what was there before", () => {
  vi.stubEnv("TZ", "Europe/Berlin");
  expect(readTypedMoment("2026-03-29 02:30:00", "local", NOW)).toEqual({ kind: "left out" });
  expect(readTypedMoment("2026-10-25 02:30:00", "local", NOW)).toEqual(moment("2026-10-25T00:30:00Z"));
  const second = utc("2026-10-25T01:30:00Z");
  expect(momentWords(second, "local")).toBe("2026-10-25 02:30:00");
  expect(readTypedMoment("2026-10-25 02:30:00", "local", second)).toEqual(moment("2026-10-25T01:30:00Z"));
  vi.unstubAllEnvs();
});
