/** Waiting times that double from `firstMs` to `maxMs`, with jitter so that many don't come back at once. */
export function createBackoff(firstMs: number, maxMs: number, random: () => number = Math.random) {
  let next = firstMs;
  return {
    reset(): void {
      next = firstMs;
    },
    nextMs(): number {
      const wait = next * (0.5 + random() / 2);
      next = Math.min(next * 2, maxMs);
      return wait;
    },
  };
}
