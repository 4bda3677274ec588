import { expect, test } from "vitest";
import { nextStretch } from "./spans.ts";

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
