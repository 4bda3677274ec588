import { expect, test } from "vitest";
import { patternOf, typeMatcher } from "./type-pattern.ts";

test.each([
  [null, "dna.karma_updated", true],
  ["dna.karma_updated", "dna.karma_updated", true],
  ["dna.karma_updated", "dna.karma_updated_twice", false],
  ["dna.*", "dna.karma_updated", true],
  ["dna.*", "telemetry.dna.x", false],
  ["*karma*", "dna.karma_updated", true],
  ["*.workflow.*", "course.workflow.transitioned", true],
  ["*", "a.b", true],
  ["a*a", "a", false],
  ["*ab*b", "xab", false],
])("%s against %s is %s", (pattern, type, fits) => {
  expect(typeMatcher(pattern)(type)).toBe(fits);
});

test("a bare word is looked for anywhere, a whole type is meant exactly", () => {
  const isType = (type: string) => type === "dna.karma_updated";
  expect(patternOf(" Karma ", isType)).toBe("*karma*");
  expect(patternOf("dna.karma_updated", isType)).toBe("dna.karma_updated");
  expect(patternOf("dna.*", isType)).toBe("dna.*");
  expect(patternOf("  ", isType)).toBeNull();
});
