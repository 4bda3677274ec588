import { expect, test } from "vitest";
import { DEFAULT_RULES } from "./default-rules.ts";
import { RULE_KINDS } from "./kinds.ts";
import {
  conditionWords,
  hasThreshold,
  kindRange,
  thresholdWords,
  valueWords,
  whatIfWords,
} from "./rule-words.ts";

const said = DEFAULT_RULES.map(({ kind, threshold }) => conditionWords(kind, threshold));

const HOUR = 3_600;
const DAY = 24 * HOUR;
const tried = (fired: number) => ({
  fired,
  exact: true,
  under_a_minute: 0,
  from: 0,
  held_from: 0,
  to: 7 * DAY,
});

test("a condition is a sentence with its threshold in its unit", () => {
  expect(said).toContain("A run takes longer than 5.00 s");
  expect(said).toContain("More than 2 runs in a row failed");
  expect(said).toContain("The battery is below 20 %");
  expect(said).toContain("No start for more than 1.5 intervals");
  expect(said).toContain("A producer is silent for more than 5 times its usual pause");
  expect(thresholdWords("source_silent", 5)).toBe("5 times its usual pause");
  expect(thresholdWords("job_failing", 2)).toBe("2 runs in a row");
  expect(said).toContain("A robot was lost and is not back");
});

test("every default lies on its slider", () => {
  for (const { kind, threshold } of DEFAULT_RULES.filter(({ kind }) => hasThreshold(kind))) {
    const [low, high] = kindRange(kind);
    expect(threshold, kind).toBeGreaterThanOrEqual(low);
    expect(threshold, kind).toBeLessThanOrEqual(high);
  }
});

test("every kind has words for what was compared", () => {
  for (const kind of RULE_KINDS) expect(valueWords(kind, 3), kind).not.toBe("");
  expect(valueWords("job_missed", 60)).toBe("longer than 1 m 00 s");
  expect(valueWords("job_failing", 3)).toBe("3 in a row");
});

test.each([
  [0, 0, "would not have fired in 7 days"],
  [1, 1, "would have fired once in 7 days, once for under a minute"],
  [3, 2, "would have fired 3 times in 7 days, twice for under a minute"],
  [12, 0, "would have fired 12 times in 7 days"],
])("%d alerts, %d of them short: %s", (fired, short, words) => {
  expect(whatIfWords({ ...tried(fired), under_a_minute: short })).toBe(words);
});

test.each([
  [2 * DAY, "would have fired twice in the 2 days held"],
  [3 * HOUR, "would have fired twice in the 3 h 00 m held"],
])("what is held for %d s only is said to be", (held, words) => {
  expect(whatIfWords({ ...tried(2), held_from: 7 * DAY - held })).toBe(words);
});

test("what samples decide is told as about so many", () => {
  expect(whatIfWords({ ...tried(5), exact: false })).toBe("would have fired about 5 times in 7 days");
});
