import { expect, test, vi } from "vitest";
import { barWords, spanPhrase, stretchWords, timeWords } from "./histogram-words.ts";

const NOON = Date.parse("2026-01-12T12:00:00Z") / 1000;
const bar = (...counts: number[]) => ({ from: 0, to: 1, counts, total: counts.reduce((a, b) => a + b, 0) });

test("a bar says how many of what, the most frequent first", () => {
  expect(barWords([bar(2, 5, 0), bar(1, 0, 3)], ["a.a", "b.b"])).toBe("11 events: 5 b.b, 3 a.a, 3 others");
  expect(barWords([bar(1, 0)], ["a.a"])).toBe("1 event: 1 a.a");
  expect(barWords([bar(0, 0)], ["a.a"])).toBe("0 events");
});

test("of many types the first four are told", () => {
  const words = barWords([bar(6, 5, 4, 3, 2, 1)], ["a.a", "b.b", "c.c", "d.d", "e.e"]);
  expect(words).toBe("21 events: 6 a.a, 5 b.b, 4 c.c, 3 d.d, 2 more types");
});

test("a stretch names the second day only where there is one", () => {
  expect(stretchWords(NOON, NOON + 90, "utc")).toBe("2026-01-12 12:00:00 – 12:01:30");
  expect(stretchWords(NOON, NOON + 86_400, "utc")).toBe("2026-01-12 12:00:00 – 2026-01-13 12:00:00");
});

test.each([
  [60, "12:00:00"],
  [3600, "12:00"],
  [2 * 86_400, "01-12 12:00"],
  [30 * 86_400, "01-12"],
])("an axis of %d s says a time as %s", (seconds, words) => {
  expect(timeWords(NOON, seconds, "utc")).toBe(words);
});

test("a replay's last hour is the one before its moment", () => {
  const hour = { kind: "last", seconds: 3600 } as const;
  expect(spanPhrase(hour, "utc")).toBe("in the last hour");
  expect(spanPhrase(hour, "utc", true)).toBe("in the hour before");
  expect(spanPhrase({ kind: "last", seconds: 900 }, "utc")).toBe("in the last 15 min");
});

test("a stretch in which the clock is put back says in which zone each end is", () => {
  vi.stubEnv("TZ", "Europe/Berlin");
  const at = (text: string) => Date.parse(text) / 1000;
  const [from, to] = [at("2026-10-25T00:30:00Z"), at("2026-10-25T01:15:00Z")];
  expect(stretchWords(from, to, "local")).toBe("2026-10-25 02:30:00 CEST – 02:15:00 CET");
  expect(stretchWords(from, to, "utc")).toBe("2026-10-25 00:30:00 – 01:15:00");
  expect(stretchWords(from, from + 60, "local")).toBe("2026-10-25 02:30:00 – 02:31:00");
  vi.unstubAllEnvs();
});
