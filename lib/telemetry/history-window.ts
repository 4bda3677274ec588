import { AppError } from "../errors.ts";

/** How finely samples are kept, and for how long; finest first. Each divides the next. */
export const SAMPLE_LEVELS = [
  { seconds: 10, keptSeconds: 86_400 },
  { seconds: 60, keptSeconds: 90 * 86_400 },
  { seconds: 3600, keptSeconds: 90 * 86_400 },
] as const;

/** A chart's width: what is chosen when no step is asked for. */
export const USUAL_POINTS = 300;
/** What one answer holds at most. */
export const MOST_POINTS = 2000;

const DAY_SECONDS = 86_400;
const LONGEST_KEPT_SECONDS = 90 * DAY_SECONDS;
/** Round steps, so that labels fall on them and the same question twice cuts time alike. */
const STEPS = [10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 28_800, 43_200, 86_400];

interface Asked {
  from?: number | undefined;
  to?: number | undefined;
  step?: number | undefined;
}

/** What is answered: whole steps from `from` on, each read from `SAMPLE_LEVELS[level]`. Unix seconds. */
export interface SampleWindow {
  from: number;
  to: number;
  step: number;
  level: number;
}

/**
 * The window that a question means: a day back when it names no begin, not before what is kept, in whole steps from
 * the epoch on. A step that is finer than what is kept so long ago is made coarser. "invalid" naming `from` or `step`.
 */
export function sampleWindow(asked: Asked, now: number): SampleWindow {
  const to = asked.to ?? now;
  const begin = asked.from ?? to - DAY_SECONDS;
  if (begin >= to) throw refusal("from", "must be before the end");
  const kept = Math.min(Math.max(begin, now - LONGEST_KEPT_SECONDS), to);
  const end = Math.max(kept, Math.min(to, now));
  const wanted = asked.step ?? STEPS.find((step) => end - kept <= step * (USUAL_POINTS - 1)) ?? DAY_SECONDS;
  const level = levelFor(wanted, now - kept);
  const { seconds } = SAMPLE_LEVELS[level] ?? SAMPLE_LEVELS[0];
  const step = Math.ceil(wanted / seconds) * seconds;
  const from = Math.floor(kept / step) * step;
  const points = Math.ceil((end - from) / step);
  if (points > MOST_POINTS) {
    const least = Math.ceil((end - kept) / (MOST_POINTS - 1));
    throw refusal(
      "step",
      `gives ${points} points; at most ${MOST_POINTS}: at least ${least} s for this window`,
    );
  }
  return { from, to: end, step, level };
}

// The coarsest that is no coarser than the step: the fewest to read. What is gone already is taken one coarser.
function levelFor(step: number, ageSeconds: number): number {
  const coarse = SAMPLE_LEVELS.findLastIndex(({ seconds }) => seconds <= step);
  const reaching = SAMPLE_LEVELS.findIndex(({ keptSeconds }) => ageSeconds <= keptSeconds);
  return Math.max(coarse, reaching, 0);
}

function refusal(name: string, msg: string): AppError {
  return new AppError("invalid", `${name} ${msg}`, {
    problems: [{ loc: ["query", name], msg, type: "value_error" }],
  });
}
