import type { KarmaMetrics } from "#lib/karma/api";
import type { Random } from "./random.ts";

/**
 * An evolution with a hidden truth: of five keys two decide how well an agent works, the others change nothing.
 * Who only sees mutations and karma must be able to find out which.
 */
export const TRUTH_MATTERS = ["planning_depth", "temperature"] as const;
const TRUTH_IDLE = ["greeting", "log_detail", "theme_hue"] as const;
export const TRUTH_KEYS = [...TRUTH_MATTERS, ...TRUTH_IDLE] as const;

export type TruthDna = Record<(typeof TRUTH_KEYS)[number], number>;

export const firstTruth = (random: Random): TruthDna => ({
  planning_depth: step(random.between(0.2, 0.8)),
  temperature: step(random.between(0.2, 0.8)),
  greeting: step(random.next()),
  log_detail: step(random.next()),
  theme_hue: step(random.next()),
});

/** Another value for one or two keys, whichever: this breeder knows nothing. */
export function truthMutation(dna: TruthDna, random: Random): Partial<TruthDna> {
  const keys = new Set([random.pick(TRUTH_KEYS), ...(random.chance(0.3) ? [random.pick(TRUTH_KEYS)] : [])]);
  return Object.fromEntries(
    [...keys].map((key) => {
      const away = random.between(0.15, 0.4);
      const up = dna[key] + away <= 1 && (dna[key] - away < 0 || random.chance(0.5));
      return [key, step(up ? dna[key] + away : Math.max(0, dna[key] - away))];
    }),
  );
}

/** What KARMA is given: it depends on the two keys that matter, and a little on luck. */
export function truthMetrics({ planning_depth, temperature }: TruthDna, random: Random): KarmaMetrics {
  const fit = (planning_depth + (1 - temperature)) / 2;
  return {
    success_rate: step(Math.min(1, Math.max(0, 0.25 + 0.7 * fit + random.between(-0.01, 0.01)))),
    avg_latency_ms: Math.round(3_000 - 2_500 * fit),
    policy_violations: 0,
    user_rating_avg: step(3 + 2 * fit),
    credit_consumption_per_task: 1,
  };
}

const step = (value: number): number => Math.round(value * 1000) / 1000;
