import { medianOf } from "../statistics.ts";

/** Fewer gaps than this say nothing about what is usual. */
const GAPS_NEEDED = 3;
/** An odd number, so that the median is one of them; two pauses among five don't move it. */
const GAPS_KEPT = 5;

/** The newest gaps between a robot's messages, in seconds, with one more. Samples of one message have no gap. */
export function withGap(gaps: readonly number[], seconds: number): readonly number[] {
  return seconds > 0 ? [...gaps, seconds].slice(-GAPS_KEPT) : gaps;
}

/** How far apart a robot's messages usually come, in seconds: the median of the gaps; undefined until a few came. */
export function usualInterval(gaps: readonly number[]): number | undefined {
  if (gaps.length < GAPS_NEEDED) return undefined;
  return medianOf(gaps) ?? undefined;
}
