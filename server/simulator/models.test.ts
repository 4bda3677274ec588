import { expect, test } from "vitest";
import { evaluate, fitnessOf, mutationOf, newDna } from "./agent-model.ts";
import { createRandom } from "./random.ts";
import { newBody, readingOf, step } from "./robot-model.ts";

test("the same seed gives the same run", () => {
  const numbers = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 20 }, () => random.next());
  };
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7)).not.toEqual(numbers(8));
});

test("every reading of ten minutes is one that the server accepts", () => {
  const random = createRandom(1);
  let body = newBody(random);
  for (let second = 0; second < 600; second++) {
    body = step(body, 1, random);
    const { cpu_usage, memory_usage, battery_percentage, network_latency_ms } = readingOf(
      body,
      random,
      second % 50 === 0,
    );
    for (const percent of [cpu_usage, memory_usage, battery_percentage]) {
      expect(percent).toBeGreaterThanOrEqual(0);
      expect(percent).toBeLessThanOrEqual(100);
    }
    expect(network_latency_ms).toBeGreaterThan(0);
  }
});

test("an empty robot charges until it is nearly full, and then works again", () => {
  const random = createRandom(2);
  let body = { ...newBody(random), battery: 10 };
  body = step(body, 1, random);
  expect(body.charging).toBe(true);
  for (let second = 0; second < 200; second++) body = step(body, 1, random);
  expect(body.charging).toBe(false);
});

test("mutations improve more often than they harm, and both happen", () => {
  const random = createRandom(3);
  const outcomes = Array.from({ length: 500 }, () => {
    const dna = newDna(random);
    return fitnessOf({ ...dna, ...mutationOf(dna, random).mutation }) - fitnessOf(dna);
  });
  const better = outcomes.filter((change) => change > 0).length;
  expect(better).toBeGreaterThan(250);
  expect(better).toBeLessThan(450);
});

test("a fitter agent is evaluated better", () => {
  const random = createRandom(4);
  const best = {
    temperature: 0.45,
    exploration_rate: 0.2,
    planning_depth: 5,
    tool_budget: 9,
    retry_limit: 2,
    context_window_k: 48,
  };
  const worst = {
    temperature: 1.5,
    exploration_rate: 1,
    planning_depth: 1,
    tool_budget: 20,
    retry_limit: 6,
    context_window_k: 128,
  };
  expect(evaluate(best, random).success_rate).toBeGreaterThan(evaluate(worst, random).success_rate);
});
