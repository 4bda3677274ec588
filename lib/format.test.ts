import { afterEach, describe, expect, test, vi } from "vitest";
import {
  agoWords,
  clockMinutes,
  clockTime,
  dateTime,
  dayAndMonth,
  formatBytes,
  formatMs,
  formatNumber,
  formatRate,
  formatSeconds,
  formatSigned,
  MISSING,
  msQuantity,
  plural,
  shortenMiddle,
  spanWords,
  stretchWords,
} from "./format.ts";

afterEach(() => void vi.unstubAllEnvs());

describe("numbers", () => {
  test.each([
    [0, undefined, "0"],
    [1204, undefined, "1,204"],
    [1234567.891, 1, "1,234,567.9"],
    [0.5, undefined, "0.50"],
    [-1204, undefined, "-1,204"],
    [-0.001, 2, "0.00"],
    [-0.01, 2, "-0.01"],
  ])("%d with %s decimals is %s", (value, digits, text) => {
    expect(formatNumber(value, digits)).toBe(text);
  });

  test("what is not a number is missing, and 0 is 0", () => {
    expect(formatNumber(Number.NaN)).toBe(MISSING);
    expect(formatSeconds(Number.NaN)).toBe(MISSING);
    expect(msQuantity(Number.POSITIVE_INFINITY)).toEqual({ value: MISSING, unit: "" });
    expect(formatNumber(0)).toBe("0");
  });

  test("a change carries its sign, and none has none", () => {
    expect([formatSigned(0.123), formatSigned(-0.05), formatSigned(0.001)]).toEqual([
      "+0.12",
      "−0.05",
      "0.00",
    ]);
  });

  test("rates have a decimal while they are small", () => {
    expect([0, 0.42, 9.94, 9.96, 1204].map(formatRate)).toEqual(["0", "0.4", "9.9", "10", "1,204"]);
  });

  test("bytes in binary units", () => {
    expect([0, 840, 1023, 1024, 1280, 35_651_584].map(formatBytes)).toEqual([
      "0 B",
      "840 B",
      "1023 B",
      "1.0 KiB",
      "1.3 KiB",
      "34 MiB",
    ]);
  });
});

describe("durations", () => {
  test.each([
    [0, "0 ms"],
    [0.4, "0.4 ms"],
    [840, "840 ms"],
    [999.6, "1.00 s"],
    [1240, "1.24 s"],
    [9996, "10.0 s"],
    [12_340, "12.3 s"],
    [59_960, "1 m 00 s"],
    [125_000, "2 m 05 s"],
    [11_520_000, "3 h 12 m"],
    [352_800_000, "4 d 2 h"],
    [-840, "−840 ms"],
  ])("%d ms is %s", (ms, text) => {
    expect(formatMs(ms)).toBe(text);
  });

  test("ages are words, in one unit, rounded down", () => {
    expect([0, 1.9, 2, 59, 60, 3599, 3600, 172_799, 172_800].map(agoWords)).toEqual([
      "just now",
      "just now",
      "2 s ago",
      "59 s ago",
      "1 min ago",
      "59 min ago",
      "1 h ago",
      "47 h ago",
      "2 d ago",
    ]);
    expect(agoWords(-12)).toBe("in 12 s");
    expect(spanWords(-1)).toBe("0 s");
  });
});

describe("times", () => {
  test("UTC is UTC wherever this runs", () => {
    const at = Date.UTC(2026, 0, 12, 14, 2, 30) / 1000;
    expect(clockTime(at, "utc")).toBe("14:02:30");
    expect(clockMinutes(at, "utc")).toBe("14:02");
    expect(dateTime(at, "utc")).toBe("2026-01-12 14:02:30 UTC");
  });

  test("local is this machine's zone, by its own summer time", () => {
    vi.stubEnv("TZ", "Europe/Berlin");
    const [winter, summer] = [Date.UTC(2026, 0, 12, 23, 2, 30) / 1000, Date.UTC(2026, 6, 12, 14, 2) / 1000];
    expect(dateTime(winter, "local")).toBe("2026-01-13 00:02:30 CET");
    expect(dateTime(summer, "local")).toBe("2026-07-12 16:02:00 CEST");
    vi.stubEnv("TZ", "Asia/Kolkata");
    expect(clockTime(winter, "local")).toBe("04:32:30");
  });

  test("midnight is 00, not 24", () => {
    expect(clockTime(0, "utc")).toBe("00:00:00");
  });

  test("a time that no calendar has is missing", () => {
    expect(clockTime(9e15, "utc")).toBe(MISSING);
  });

  test("an axis of days has days, and a stretch is told with its day", () => {
    const at = Date.UTC(2026, 0, 12, 14, 2, 30) / 1000;
    expect(dayAndMonth(at, "utc")).toBe("12 Jan");
    expect(stretchWords(at, at + 20, "utc")).toBe("2026-01-12 14:02:30 to 14:02:50");
    expect(stretchWords(at - 150, at + 3450, "utc")).toBe("2026-01-12 14:00 to 15:00");
    expect(stretchWords(at, at + 86_400, "utc")).toBe("2026-01-12 14:02 to 2026-01-13 14:02");
    expect(dayAndMonth(Number.NaN, "utc")).toBe("–");
    expect(stretchWords(at, Number.NaN, "utc")).toBe("–");
  });

  test("a stretch in which the clock is put forward or back says in which zone each end is", () => {
    vi.stubEnv("TZ", "Europe/Berlin");
    const [from, to] = [Date.UTC(2026, 9, 25, 0, 30) / 1000, Date.UTC(2026, 9, 25, 1, 15) / 1000];
    expect(stretchWords(from, to, "local")).toBe("2026-10-25 02:30 CEST to 02:15 CET");
    expect(stretchWords(from, to, "utc")).toBe("2026-10-25 00:30 to 01:15");
    expect(stretchWords(from, from + 600, "local")).toBe("2026-10-25 02:30 to 02:40");
    vi.unstubAllEnvs();
  });
});

describe("text", () => {
  test("a long id keeps both ends", () => {
    expect(shortenMiddle("robot_001", 18)).toBe("robot_001");
    expect(shortenMiddle("agent_with_a_long_identifier", 11)).toBe("agent…ifier");
  });

  test("no character is cut in half", () => {
    expect(shortenMiddle("🤖".repeat(30), 5)).toBe("🤖🤖…🤖🤖");
  });

  test("one is one, all else is many", () => {
    expect([0, 1, 2000].map((count) => plural(count, "robot"))).toEqual([
      "0 robots",
      "1 robot",
      "2,000 robots",
    ]);
    expect(plural(2, "entry", "entries")).toBe("2 entries");
  });
});
