import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MOST_POINTS, SAMPLE_LEVELS, sampleWindow, USUAL_POINTS } from "./history-window.ts";

const DAY = 86_400;
const NOW = 1_800_000_005;

describe("the step that nobody asked for", () => {
  test.each([
    ["15 min", 900, 10, 0],
    ["1 h", 3600, 20, 0],
    ["a day", DAY, 300, 1],
    ["a week", 7 * DAY, 3600, 2],
    ["90 days", 90 * DAY, 28_800, 2],
  ])("%s fits into a chart", (_, seconds, step, level) => {
    expect(sampleWindow({ from: NOW - seconds }, NOW)).toMatchObject({ step, level, to: NOW });
  });

  test("gives whole steps, at most what a chart shows, whatever the window", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 * DAY }),
        fc.integer({ min: 0, max: 100 * DAY }),
        (length, ago) => {
          const to = NOW - ago;
          const window = sampleWindow({ from: to - length, to }, NOW);
          expect(Math.ceil((window.to - window.from) / window.step)).toBeLessThanOrEqual(USUAL_POINTS);
          expect(window.from % window.step).toBe(0);
          expect(window.step % (SAMPLE_LEVELS[window.level]?.seconds ?? 0)).toBe(0);
        },
      ),
    );
  });
});

test("a day back is looked at when no begin is named, up to now at most", () => {
  expect(sampleWindow({ to: NOW + DAY }, NOW)).toMatchObject({ to: NOW });
  expect(NOW - sampleWindow({}, NOW).from).toBeLessThan(DAY + 300);
});

test("what is kept begins 90 days ago: an earlier begin is moved there", () => {
  const { from, step } = sampleWindow({ from: 0 }, NOW);
  expect(NOW - from).toBeGreaterThanOrEqual(90 * DAY);
  expect(NOW - from).toBeLessThan(90 * DAY + step);
});

test("a window before everything that is kept, or after now, has nothing in it", () => {
  for (const asked of [
    { from: 10, to: 20 },
    { from: NOW + 10, to: NOW + 20 },
  ]) {
    const { from, to, step } = sampleWindow(asked, NOW);
    expect(to - from).toBeLessThanOrEqual(step);
  }
});

test("a step is made as coarse as what is kept so long ago", () => {
  expect(sampleWindow({ from: NOW - 60, step: 1 }, NOW)).toMatchObject({ step: 10, level: 0 });
  expect(sampleWindow({ from: NOW - 60, step: 25 }, NOW)).toMatchObject({ step: 30, level: 0 });
  expect(sampleWindow({ from: NOW - 2 * DAY, to: NOW - 2 * DAY + 600, step: 10 }, NOW)).toMatchObject({
    step: 60,
    level: 1,
  });
  expect(sampleWindow({ from: NOW - 30 * DAY, step: 5400 }, NOW)).toMatchObject({ step: 7200, level: 2 });
});

test.each([
  [{ from: NOW, to: NOW }, "from", "must be before the end"],
  [{ from: NOW + 1 }, "from", "must be before the end"],
  [{ from: NOW - 90 * DAY, step: 60 }, "step", `at most ${MOST_POINTS}: at least 3890 s`],
])("%j is refused, naming %s", (asked, name, msg) => {
  expect(() => sampleWindow(asked, NOW)).toThrow(
    expect.objectContaining({
      code: "invalid",
      problems: [expect.objectContaining({ loc: ["query", name], msg: expect.stringContaining(msg) })],
    }),
  );
});
