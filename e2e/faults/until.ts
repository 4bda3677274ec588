import { setTimeout as sleep } from "node:timers/promises";

const LOOK_EVERY_MS = 20;

/** Looks until it is so. Returns the milliseconds that it took, or infinity when it took longer than `withinMs`. */
export async function until(check: () => boolean | Promise<boolean>, withinMs: number): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const is = await check();
    const tookMs = performance.now() - startedAt;
    if (is) return tookMs;
    if (tookMs > withinMs) return Number.POSITIVE_INFINITY;
    await sleep(LOOK_EVERY_MS);
  }
}

/** The same, where there is no going on without it. */
export async function needs(
  what: string,
  check: () => boolean | Promise<boolean>,
  withinMs = 30_000,
): Promise<void> {
  if ((await until(check, withinMs)) === Number.POSITIVE_INFINITY)
    throw new Error(`Not so after ${withinMs} ms: ${what}`);
}
