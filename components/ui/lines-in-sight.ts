import { defaultRangeExtractor, type Range } from "@tanstack/react-virtual";

/** What a jump leaves for later: first what a line can do without, then the lines near to those in sight. */
const STEPS = 2;

/**
 * Which lines of a virtual list are drawn: those in sight and those near to them. After a jump, such as a fast scroll
 * makes with every frame, only those in sight: the others would double what stands between the jump and its picture.
 */
export function createLinesInSight(last: Range | null = null, missing = 0) {
  return {
    extract(range: Range): number[] {
      const jumped = last !== null && (range.startIndex > last.endIndex || range.endIndex < last.startIndex);
      if (jumped) missing = STEPS;
      last = range;
      return defaultRangeExtractor(missing > 0 ? { ...range, overscan: 0 } : range);
    },
    /** Whether the lines in sight have all that they tell. */
    whole: () => missing < STEPS,
    /** With one step more of what a jump left for later; null when nothing is missing. */
    next: () => (missing > 0 ? createLinesInSight(last, missing - 1) : null),
  };
}
