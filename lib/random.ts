/**
 * Numbers from 0 up to, not including, 1 that look random; the same seed gives the same ones everywhere (mulberry32,
 * public domain: 32 bits of state are plenty for a demo and for tests, and for no secret).
 */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
