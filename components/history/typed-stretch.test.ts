import { afterEach, describe, expect, test, vi } from "vitest";
import { readStretch, typedMoment } from "./typed-stretch.ts";

const present = Date.UTC(2026, 0, 12, 14, 2, 30) / 1000;
const known = { zone: "utc", present, keptSince: present - 86_400 } as const;
const read = (from: string, to: string, more: object = {}) =>
  readStretch({ from, to }, { ...known, ...more });

test("two moments in the zone that times are written in are a stretch", () => {
  const stretch = { from: present - 3_600, to: present };
  for (const zone of ["utc", "local"] as const) {
    const [from, to] = [typedMoment(stretch.from, zone), typedMoment(stretch.to, zone)];
    expect(read(from, to, { zone })).toEqual({ kind: "stretch", stretch });
  }
  // Whole minutes come without their seconds.
  expect(read("2026-01-12T13:00", "2026-01-12T13:30")).toMatchObject({ stretch: { from: present - 3_750 } });
});

test.each([
  ["", "2026-01-12T14:00:00", "from", "Say when it begins, with its date and time."],
  ["2026-01-12T13:00:00", "", "to", "Say when it ends, with its date and time."],
  ["2026-01-12T13:00:00", "2026-01-12T13:00:00", "to", "It must end after it begins."],
  ["2026-01-12T14:00:00", "2026-01-12T13:00:00", "to", "It must end after it begins."],
  [
    "2026-01-12T14:00:00",
    "2026-01-12T14:02:31",
    "to",
    "That is still to come: it is 2026-01-12 14:02:30 UTC now.",
  ],
  [
    "2026-01-11T14:02:29",
    "2026-01-12T14:00:00",
    "from",
    "Nothing is kept from before 2026-01-11 14:02:30 UTC.",
  ],
])("from %o to %o: what is wrong, and where", (from, to, field, words) => {
  expect(read(from, to)).toEqual({ kind: "problem", field, words });
});

test("the very second of the oldest event can be chosen, and any while that isn't known", () => {
  const keptSince = present - 86_400 + 0.75;
  expect(read("2026-01-11T14:02:30", "2026-01-12T14:00:00", { keptSince }).kind).toBe("stretch");
  expect(read("2020-01-01T00:00:00", "2026-01-12T14:00:00", { keptSince: null }).kind).toBe("stretch");
});

describe("where the clock is put back and forward", () => {
  afterEach(() => void vi.unstubAllEnvs());
  const utc = (text: string) => Date.parse(text) / 1000;
  const inBerlin = (from: string, to: string, more: object = {}) => {
    vi.stubEnv("TZ", "Europe/Berlin");
    const present = utc("2026-11-01T00:00:00Z");
    return readStretch({ from, to }, { zone: "local", present, keptSince: null, ...more });
  };
  const stretch = (from: string, to: string) => ({
    kind: "stretch",
    stretch: { from: utc(from), to: utc(to) },
  });

  test("times that it shows twice mean all that can be meant, but nothing that is still to come", () => {
    const [from, to] = ["2026-10-25T02:30:00", "2026-10-25T02:15:00"];
    expect(inBerlin(from, to)).toEqual(stretch("2026-10-25T00:30:00Z", "2026-10-25T01:15:00Z"));
    const present = utc("2026-10-25T00:50:00Z");
    expect(inBerlin("2026-10-25T02:10:00", "2026-10-25T02:40:00", { present })).toEqual(
      stretch("2026-10-25T00:10:00Z", "2026-10-25T00:40:00Z"),
    );
  });

  test("what wasn't typed anew is the very moment that it was", () => {
    const given = { from: utc("2026-10-25T01:30:00Z"), to: utc("2026-10-25T01:45:00Z") };
    expect(inBerlin("2026-10-25T02:30:00", "2026-10-25T02:45:00", { given })).toEqual({
      kind: "stretch",
      stretch: given,
    });
  });

  test("a time that it leaves out was none", () => {
    const words = "There was no such time: the clock was put forward over it.";
    expect(inBerlin("2026-03-29T02:30:00", "2026-03-29T04:00:00")).toEqual({
      kind: "problem",
      field: "from",
      words,
    });
    expect(inBerlin("2026-03-29T01:00:00", "2026-03-29T02:30:00")).toMatchObject({ field: "to", words });
  });
});
