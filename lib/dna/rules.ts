import { AppError } from "../errors.ts";

type Dna = Record<string, unknown>;
type Traits = Record<string, unknown>;

/** The new DNA: the old one overlaid with the mutation, key by key (contract section 4). */
export const mutated = (dna: Dna, mutation: Dna): Dna => ({ ...dna, ...mutation });

/**
 * The new traits (contract section 6): a numeric delta is added to the trait, where one that is missing or
 * isn't a number counts as 0; a value that isn't a number replaces the trait.
 * Throws "invalid" naming the trait when a sum is too large for a number.
 */
export function traitsAfter(traits: Traits, delta: Traits): Traits {
  const after = { ...traits };
  for (const [name, change] of Object.entries(delta)) {
    after[name] = typeof change === "number" ? sum(name, numberOf(traits, name), change) : change;
  }
  return after;
}

/** Only the numeric deltas: what `traits_delta` is in an event (contract section 3). */
export function numericDelta(delta: Traits): Record<string, number> {
  const numbers = Object.entries(delta).filter(([, change]) => typeof change === "number");
  return Object.fromEntries(numbers) as Record<string, number>;
}

/** Names of the traits that a delta replaced because its value isn't a number. */
export const replacedTraits = (delta: Traits): string[] =>
  Object.keys(delta).filter((name) => typeof delta[name] !== "number");

/** How many keys the DNA has: `dna_size` of an event; the same counts traits. */
export const sizeOf = (object: Dna | Traits): number => Object.keys(object).length;

/**
 * What changed from one karma to another, both 0–1. Rounded to 1e-10: 0.8 − 0.7 is 0.10000000000000009 in
 * floating point, and consumers compare strictly with 0.1.
 */
export const scoreDelta = (previous: number, next: number): number =>
  Math.round((next - previous) * 1e10) / 1e10;

/** Outside 0–1: some producer counts otherwise. Shown as it came, never rescaled (contract section 6). */
export const isForeignKarma = (karma: number | null): boolean => karma !== null && (karma < 0 || karma > 1);

/** What changed from one karma to another; null while one is unknown, or when they are of different scales. */
export function karmaDelta(before: number | null, karma: number | null): number | null {
  if (before === null || karma === null || isForeignKarma(before) !== isForeignKarma(karma)) return null;
  return scoreDelta(before, karma);
}

function sum(name: string, before: number, change: number): number {
  const after = before + change;
  if (Number.isFinite(after)) return after;
  const msg = "adds up to more than a number can hold";
  throw new AppError("invalid", `Trait "${name}" ${msg}`, {
    problems: [{ loc: ["body", "traits_delta", name], msg, type: "finite_number" }],
  });
}

function numberOf(traits: Traits, name: string): number {
  const value = Object.hasOwn(traits, name) ? traits[name] : undefined;
  return typeof value === "number" ? value : 0;
}
