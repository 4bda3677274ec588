import { describe, expect, test } from "vitest";
import { beforeOldest, judge, type StreamState } from "./place.ts";

const state = (more: Partial<StreamState> = {}): StreamState => ({
  epoch: "E",
  firstId: "10-0",
  lastId: "20-0",
  removed: 5,
  entry: null,
  ...more,
});
const place = (streamId: string, eventId: string | null = "x", removed: number | null = null) => ({
  cursor: { epoch: "E", streamId, eventId },
  removed,
});

describe("judging a place", () => {
  test("an entry that stands with its event id is fine, with another it isn't the same stream", () => {
    expect(judge(place("15-0"), state({ entry: { eventId: "x" } }))).toBeNull();
    expect(judge(place("15-0", null), state({ entry: { eventId: null } }))).toBeNull();
    expect(judge(place("15-0"), state({ entry: { eventId: "y" } }))).toBe("epoch");
    expect(judge(place("15-0"), state({ entry: { eventId: null } }))).toBe("epoch");
  });

  test("another epoch and the future aren't the same stream, whatever stands there", () => {
    expect(judge(place("15-0"), state({ epoch: "F", entry: { eventId: "x" } }))).toBe("epoch");
    expect(judge(place("20-1"), state())).toBe("epoch");
    // As texts "9-0" comes after "20-0".
    expect(judge(place("9-0"), state())).toBe("trimmed");
  });

  test("an entry that is gone was trimmed only if all before it are gone too, and any ever went", () => {
    expect(judge(place("9-0"), state())).toBe("trimmed");
    expect(judge(place("15-0"), state())).toBe("epoch");
    expect(judge(place("9-0"), state({ removed: 0 }))).toBe("epoch");
    expect(judge(place("20-0"), state({ firstId: null }))).toBe("trimmed");
    expect(judge(place("9-0"), state({ removed: null }))).toBe("trimmed");
  });

  test("the start is fine as long as nothing was ever removed", () => {
    expect(judge(place("0-0", null), state({ removed: 0 }))).toBeNull();
    expect(judge(place("0-0", null), state())).toBe("trimmed");
    expect(judge(place("0-0", null), state({ removed: null }))).toBe("trimmed");
    expect(judge(place("0-0", null), state({ firstId: null, lastId: "0-0", removed: null }))).toBeNull();
  });

  test("a place without an entry is fine while nothing can be missing behind it", () => {
    expect(judge(place("9-18446744073709551615", null), state())).toBeNull();
    expect(judge(place("20-0", null), state({ firstId: null }))).toBeNull();
    expect(judge(place("19-0", null), state({ firstId: null }))).toBe("trimmed");
    expect(judge(place("9-0", null, 5), state())).toBeNull();
    expect(judge(place("9-0", null, 4), state())).toBe("trimmed");
  });

  test("going on before the oldest entry is always fine", () => {
    const states = [
      state(),
      state({ firstId: "10-7" }),
      state({ firstId: "0-1" }),
      state({ firstId: null }),
      state({ firstId: null, lastId: "0-0", removed: 0 }),
      state({ firstId: "10-0", removed: null }),
    ];
    for (const each of states) {
      const { cursor, removed } = beforeOldest(each);
      expect(judge({ cursor, removed }, each)).toBeNull();
      expect(judge({ cursor, removed: null }, each)).toBe(
        cursor.streamId === "0-0" && each.removed ? "trimmed" : null,
      );
    }
  });
});
