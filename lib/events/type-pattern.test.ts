import { expect, test } from "vitest";
import { typeMatcher } from "./type-pattern.ts";

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
