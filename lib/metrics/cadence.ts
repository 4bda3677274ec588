import type { JobState } from "./state.ts";

/** The one job whose interval this server sets. */
export const OWN_JOB = "aggregate_mission_metrics";

// Fewer pauses say nothing about a habit.
const ENOUGH_PAUSES = 3;
/** Starts that are closer are of one turn; and what is shown may be so old, so nobody could say that they are late. */
const SHORTEST_PAUSE_SECONDS = 5;

/**
 * How often a job is due, in seconds: the setting for the own job; for one of another producer what its starts
 * have shown, the middle of the pauses between them; null while that is unknown.
 */
export function intervalOf(jobId: string, job: JobState | undefined, settingSeconds: number): number | null {
  if (jobId === OWN_JOB) return settingSeconds;
  const starts = (job?.runs ?? []).flatMap(({ started_at }) => (started_at === null ? [] : [started_at]));
  const pauses = starts
    .slice(1)
    .map((at, index) => at - (starts[index] ?? at))
    .filter((pause) => pause >= SHORTEST_PAUSE_SECONDS)
    .sort((a, b) => a - b);
  return pauses.length < ENOUGH_PAUSES ? null : (pauses[Math.floor(pauses.length / 2)] ?? null);
}
