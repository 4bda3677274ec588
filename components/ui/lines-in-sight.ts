import { defaultRangeExtractor, type Range } from "@tanstack/react-virtual";

/** What a jump leaves for later: first what a line can do without, then the lines near to those in sight. */
const STEPS = 2;

/** At first all that the lines in sight tell, and those nearby later. */
const AT_FIRST = 1;

/**
 * Which lines of a virtual list are drawn: those in sight and those near to them. At first, and after a jump such as a
 * fast scroll makes with every frame, only those in sight: the others would double what stands between it and its picture.
 */
export function createLinesInSight(last: Range | null = null, missing = AT_FIRST, shift = 0) {
  return {
    extract(range: Range): number[] {
      const before = last ?? range;
      if (range.startIndex > before.endIndex || range.endIndex < before.startIndex) {
        missing = STEPS;
        shift += before.startIndex - range.startIndex;
      }
      last = range;
      return defaultRangeExtractor(missing > 0 ? { ...range, overscan: 0 } : range);
    },
    /** What a line is drawn in: after a jump the lines in sight take over from those that were, instead of being made anew. */
    keyOf: (index: number): number => index + shift,
    /** Whether the lines in sight have all that they tell. */
    whole: () => missing < STEPS,
    /** With one step more of what was left for later; null when nothing is missing, or nothing was drawn yet. */
    next: () => (missing > 0 && last !== null ? createLinesInSight(last, missing - 1, shift) : null),
  };
}
