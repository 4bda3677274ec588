import type { Result } from "./report.ts";
import { onRig } from "./rig.ts";
import { isKept, type Scenario } from "./scenario.ts";

/** Runs one scenario. Never throws: what went wrong is part of the result. */
export async function play(
  { id, title, run }: Scenario,
  options: { full: boolean; clock: boolean; redisServer: string | null },
): Promise<Result> {
  const startedAt = performance.now();
  const told = { id, title, form: options.full ? "full" : "quick" } as const;
  const took = () => ({ tookSeconds: Math.round((performance.now() - startedAt) / 1000) });
  try {
    const figures = await onRig(options, run);
    return { ...told, passed: figures.every((figure) => isKept(figure, options.clock)), figures, ...took() };
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    return { ...told, passed: false, figures: [], failed, ...took() };
  }
}
