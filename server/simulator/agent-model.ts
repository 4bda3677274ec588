import type { Random } from "./random.ts";

export type Dna = Record<string, number | string | boolean>;

/** The body of `POST /api/karma/agents/{id}/score`. */
export interface Evaluation {
  success_rate: number;
  avg_latency_ms: number;
  policy_violations: number;
  user_rating_avg: number;
  credit_consumption_per_task: number;
}

const MODELS = ["atlas-s", "atlas-m", "atlas-l"] as const;

// What each number may be, and where this made-up world rewards it most.
const GENES: Record<string, { min: number; max: number; best: number; digits: number }> = {
  temperature: { min: 0, max: 1.5, best: 0.45, digits: 2 },
  exploration_rate: { min: 0, max: 1, best: 0.2, digits: 2 },
  planning_depth: { min: 1, max: 8, best: 5, digits: 0 },
  tool_budget: { min: 1, max: 20, best: 9, digits: 0 },
  retry_limit: { min: 0, max: 6, best: 2, digits: 0 },
  context_window_k: { min: 4, max: 128, best: 48, digits: 0 },
};

export function newDna(random: Random): Dna {
  const dna: Dna = { model: random.pick(MODELS), memory_enabled: random.chance(0.6) };
  for (const [name, { min, max, digits }] of Object.entries(GENES))
    dna[name] = rounded(random.between(min, max), digits);
  return dna;
}

export const newTraits = (random: Random): Record<string, number> => ({
  curiosity: rounded(random.between(0.2, 0.8), 2),
  caution: rounded(random.between(0.2, 0.8), 2),
  speed: rounded(random.between(0.2, 0.8), 2),
});

/** One or two genes changed: mostly towards what is rewarded, sometimes away from it. */
export function mutationOf(
  dna: Dna,
  random: Random,
): { mutation: Dna; traits_delta: Record<string, number>; reason: string } {
  const names = Object.keys(GENES);
  const chosen = new Set([random.pick(names), ...(random.chance(0.35) ? [random.pick(names)] : [])]);
  const mutation: Dna = {};
  for (const name of chosen) {
    const gene = GENES[name];
    if (!gene) continue;
    const now = Number(dna[name]);
    const pull = random.chance(0.68) ? random.between(0.25, 0.8) : random.between(-0.6, -0.1);
    const next = now + (gene.best - now) * pull + random.between(-0.04, 0.04) * (gene.max - gene.min);
    mutation[name] = rounded(Math.min(gene.max, Math.max(gene.min, next)), gene.digits);
  }
  const reason = `tune ${[...chosen].join(" and ").replaceAll("_", " ")}`;
  return { mutation, traits_delta: { curiosity: rounded(random.between(-0.05, 0.05), 2) }, reason };
}

/** How well an agent with this DNA works; the nearer its genes are to what is rewarded, the better. */
export function evaluate(dna: Dna, random: Random): Evaluation {
  const fitness = fitnessOf(dna);
  return {
    success_rate: rounded(clamp01(0.62 + 0.38 * fitness + random.between(-0.02, 0.02)), 3),
    avg_latency_ms: Math.round(400 + (1 - fitness) * 2600 + random.between(0, 200)),
    policy_violations: fitness < 0.45 && random.chance(0.3) ? 1 : 0,
    user_rating_avg: rounded(Math.min(5, 3 + 2 * fitness + random.between(-0.1, 0.1)), 2),
    credit_consumption_per_task: rounded(0.2 + (1 - fitness) * 2, 2),
  };
}

/** From 0 to 1: how near every gene is to what is rewarded. */
export function fitnessOf(dna: Dna): number {
  const distances = Object.entries(GENES).map(
    ([name, { min, max, best }]) => Math.abs(Number(dna[name]) - best) / (max - min),
  );
  return clamp01(1 - (1.6 * distances.reduce((sum, distance) => sum + distance, 0)) / distances.length);
}

const clamp01 = (value: number) => Math.min(1, Math.max(0, value));
const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
