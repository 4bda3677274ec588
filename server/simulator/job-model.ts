import type { Random } from "./random.ts";

const ERRORS = [
  { error_type: "TimeoutError", error_message: "no answer from the report store within 5 s" },
  { error_type: "OSError", error_message: "No space left on device" },
  { error_type: "ValueError", error_message: "unexpected status 'paused'" },
] as const;
type RunError = (typeof ERRORS)[number];
/** What broke a run is rarely mended before the next one. */
const FAILS_AGAIN = 0.6;

export type RunOutcome =
  | { kind: "completed"; durationMs: number; entries: number }
  | { kind: "failed"; durationMs: number; error: RunError }
  /** Nobody hears of its end. */
  | { kind: "lost"; durationMs: number };

/** How the next run of a job ends, after the last one. At a fault rate of 0 each ends well and in time. */
export function nextRun(
  before: RunOutcome | null,
  { random, faultRate }: { random: Random; faultRate: number },
): RunOutcome {
  const durationMs = random.whole(40, 900);
  const again = before?.kind === "failed" && faultRate > 0 ? before.error : null;
  if (random.chance(again ? FAILS_AGAIN : faultRate))
    return { kind: "failed", durationMs, error: again ?? random.pick(ERRORS) };
  if (random.chance(faultRate / 5)) return { kind: "lost", durationMs };
  const slow = random.chance(faultRate);
  return {
    kind: "completed",
    durationMs: slow ? random.whole(5_500, 9_000) : durationMs,
    entries: random.whole(5, 120),
  };
}
