import { expect, test } from "vitest";
import { createRandom } from "./random.ts";

const take = (random: ReturnType<typeof createRandom>, count = 1000) =>
  Array.from({ length: count }, () => random.next());

test("the same seed gives the same run, another one another", () => {
  expect(take(createRandom(7))).toEqual(take(createRandom(7)));
  expect(take(createRandom(7), 3)).not.toEqual(take(createRandom(8), 3));
});

test("an actor's sequence doesn't depend on who was asked before", () => {
  const random = createRandom(7);
  const alone = take(random.of("robot 1"));
  take(random);
  take(random.of("robot 2"));
  expect(take(random.of("robot 1"))).toEqual(alone);
});

test("numbers are spread over the range and stay inside", () => {
  const random = createRandom("spread");
  const numbers = take(random, 10_000);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  const mean = numbers.reduce((sum, number) => sum + number) / numbers.length;
  expect(mean).toBeCloseTo(0.5, 1);
  const dice = new Set(Array.from({ length: 200 }, () => random.whole(1, 6)));
  expect([...dice].sort()).toEqual([1, 2, 3, 4, 5, 6]);
});
