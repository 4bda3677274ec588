import { mulberry32 } from "#lib/random";

/** Made-up chance that can be repeated: the same seed gives the same run. */
export interface Random {
  /** 0 up to, not including, 1. */
  next(): number;
  between(min: number, max: number): number;
  /** A whole number, both ends included. */
  whole(min: number, max: number): number;
  chance(probability: number): boolean;
  /** Throws when there is nothing to pick from. */
  pick<T>(list: readonly T[]): T;
  /** Its own sequence for one actor, so that who comes first changes nothing for the others. */
  of(name: string): Random;
}

export function createRandom(seed: string | number): Random {
  const next = mulberry32(hashOf(String(seed)));
  const whole = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));

  return {
    next,
    between: (min, max) => min + next() * (max - min),
    whole,
    chance: (probability) => next() < probability,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new Error("Nothing to pick from");
      return list[whole(0, list.length - 1)] as T;
    },
    of: (name) => createRandom(`${seed}/${name}`),
  };
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash;
}
