import { expect, test } from "vitest";
import { KNOWN_TYPES } from "../../lib/events/known.ts";
import { createTypeColors } from "./type-colors.ts";

test("no two of the known types look alike, and only a failure is red", () => {
  const colors = KNOWN_TYPES.map(createTypeColors());
  expect(new Set(colors).size).toBe(KNOWN_TYPES.length);
  expect(KNOWN_TYPES.filter((_, i) => colors[i]?.includes("critical"))).toEqual([
    "metrics.aggregation_failed",
  ]);
});

test("the types of a few foreign modules are told apart, and from the known ones", () => {
  const typeColor = createTypeColors();
  const foreign = ["a.b", "course.step", "ir.read", "mission.begun", "yard.in", "yard.out"];
  const colors = [...foreign, ...KNOWN_TYPES].map(typeColor);
  expect(new Set(colors).size).toBe(colors.length);
});

test("a type keeps its colour, whatever comes after it", () => {
  const typeColor = createTypeColors();
  const before = typeColor("course.step");
  for (const type of ["a.b", "course.begun", "zoo.opened"]) typeColor(type);
  expect(typeColor("course.step")).toBe(before);
});
