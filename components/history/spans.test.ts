import { expect, test } from "vitest";
import { nextStretch, parseSpan, spanText } from "./spans.ts";

const span = 1800;
const live = nextStretch(null, { span, at: null, present: 10_000 });

test("in the present the scrubber ends there, and moves on in steps", () => {
  expect(live).toEqual({ from: 8_200, to: 10_000 });
  expect(nextStretch(live, { span, at: null, present: 10_003 })).toEqual({ from: 8_210, to: 10_010 });
  const moved = nextStretch(live, { span, at: null, present: 10_003 });
  expect(nextStretch(moved, { span, at: null, present: 10_009 })).toBe(moved);
});

test("a moment that it holds doesn't move it", () => {
  expect(nextStretch(live, { span, at: 9_000, present: 10_000 })).toBe(live);
});

test("an older moment is in its middle, and it stays while one plays on from there", () => {
  const older = nextStretch(live, { span, at: 5_000, present: 10_000 });
  expect(older).toEqual({ from: 4_100, to: 5_900 });
  expect(nextStretch(older, { span, at: 5_500, present: 10_000 })).toBe(older);
  expect(nextStretch(older, { span, at: 6_000, present: 10_000 })).toEqual({ from: 5_100, to: 6_900 });
});

test("another span is laid around the moment", () => {
  const older = nextStretch(live, { span, at: 5_000, present: 10_000 });
  expect(nextStretch(older, { span: 3600, at: 5_000, present: 10_000 })).toEqual({ from: 3_200, to: 6_800 });
});

test("a chosen stretch is shown as it was chosen, in the present too, until the moment leaves it", () => {
  const chosen = { from: 1_000, to: 1_900 };
  const wanted = { span: 900, chosen, present: 10_000 };
  const shown = nextStretch(live, { ...wanted, at: null });
  expect(shown).toEqual(chosen);
  expect(nextStretch(shown, { ...wanted, at: 1_900 })).toBe(shown);
  expect(nextStretch(shown, { ...wanted, at: 2_000 })).toEqual({ from: 1_550, to: 2_450 });
});

test("a stretch in an address is a name or two moments, and comes back the same", () => {
  const chosen = { from: 1_767_225_600, to: 1_767_229_200 };
  expect(spanText(chosen)).toBe("2026-01-01T00:00:00.000Z..2026-01-01T01:00:00.000Z");
  for (const span of ["6h", chosen] as const) expect(parseSpan(spanText(span))).toEqual(span);
  for (const text of ["", "2h", "..", "2026-01-02T00:00:00Z..2026-01-01T00:00:00Z"])
    expect(parseSpan(text)).toBeNull();
});
