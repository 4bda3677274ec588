import { expect, test } from "vitest";
import { KarmaMetrics, RyrMetrics } from "#lib/karma/api";
import { fleetScore, karmaScore, navigationScore, RYR_WEIGHTS, safetyScore } from "#lib/karma/score";
import { driftIdeal, firstDna, fitness, mutationOf, newIdeal } from "./agent-model.ts";
import { karmaMetrics, ryrMetrics } from "./agent-work.ts";
import { createRandom } from "./random.ts";

const seeds = Array.from({ length: 100 }, (_, seed) => seed);

function newborn(seed: number) {
  const random = createRandom(seed);
  const ideal = newIdeal(random);
  return { random, ideal, dna: firstDna(ideal, random) };
}

test("a mutation that is to improve does, a slip costs little, harm costs much", () => {
  const cost = { slip: 0, harm: 0 };
  for (const seed of seeds) {
    const { random, ideal, dna } = newborn(seed);
    const better = { ...dna, ...mutationOf(dna, ideal, "improve", random).mutation };
    expect(fitness(better, ideal)).toBeGreaterThan(fitness(dna, ideal));
    const best = { ...ideal, model: "atlas-m" };
    for (const kind of ["slip", "harm"] as const) {
      const worse = { ...best, ...mutationOf(best, ideal, kind, random).mutation };
      cost[kind] += (fitness(best, ideal) - fitness(worse, ideal)) / seeds.length;
    }
  }
  expect(cost.slip).toBeGreaterThan(0.01);
  expect(cost.slip).toBeLessThan(0.08);
  expect(cost.harm).toBeGreaterThan(0.25);
});

test("a mutation says what it changes and why, and moves the traits that go with it", () => {
  const { random, ideal, dna } = newborn(3);
  const { mutation, traits_delta, reason } = mutationOf(dna, ideal, "improve", random);
  const [gene = ""] = Object.keys(mutation);
  expect(reason).toContain(`${gene} ${dna[gene]} → ${mutation[gene]}: `);
  expect(Object.keys(traits_delta)).toHaveLength(Object.keys(mutation).length);
});

test("evolution comes near the ideal and stays there while it moves", () => {
  for (const seed of seeds) {
    let { random, ideal, dna } = newborn(seed);
    expect(fitness(dna, ideal)).toBeLessThan(0.65);
    for (let turn = 0; turn < 40; turn++) {
      ideal = driftIdeal(ideal, random);
      dna = { ...dna, ...mutationOf(dna, ideal, "improve", random).mutation };
    }
    expect(fitness(dna, ideal)).toBeGreaterThan(0.75);
  }
});

test("a foreign DNA is bred like any other", () => {
  const { random, ideal } = newborn(1);
  const foreign = { layers: [1, 2], temperature: "hot" };
  expect(fitness(foreign, ideal)).toBeGreaterThanOrEqual(0);
  expect(Object.keys(mutationOf(foreign, ideal, "improve", random).mutation)).not.toHaveLength(0);
});

test("the work is what the API takes, better DNA is worth more karma, and the best of the elite is below 1", () => {
  const random = createRandom("work");
  const ryr = (fit: number) => {
    const { fleet, safety, navigation } = RyrMetrics.parse(ryrMetrics(fit, random));
    return (
      RYR_WEIGHTS.fleet * fleetScore(fleet) +
      RYR_WEIGHTS.safety * safetyScore(safety) +
      RYR_WEIGHTS.navigation * navigationScore(navigation)
    );
  };
  const karma = (fit: number) => karmaScore(KarmaMetrics.parse(karmaMetrics(fit, random)));
  const mean = (score: typeof karma, fit: number) =>
    seeds.reduce((sum) => sum + score(fit), 0) / seeds.length;
  for (const score of [karma, ryr]) {
    expect(mean(score, 0.3)).toBeGreaterThan(50);
    expect(mean(score, 0.6)).toBeGreaterThan(mean(score, 0.3) + 4);
    expect(mean(score, 0.9)).toBeGreaterThan(mean(score, 0.6) + 4);
  }
  expect(mean(ryr, 0.95)).toBeGreaterThan(85);
  expect(mean(ryr, 1)).toBeLessThan(98);
});
