import { defaultRangeExtractor, type Range } from "@tanstack/react-virtual";

/**
 * Which lines of a virtual list are drawn: those in sight and those near to them. After a jump, such as a fast scroll
 * makes with every frame, only those in sight: the others would double what stands between the jump and its picture.
 */
export function createLinesInSight() {
  let last: Range | null = null;
  let jumped = false;
  return {
    extract(range: Range): number[] {
      jumped = last !== null && (range.startIndex > last.endIndex || range.endIndex < last.startIndex);
      last = range;
      return defaultRangeExtractor(jumped ? { ...range, overscan: 0 } : range);
    },
    /** Whether those nearby are still missing. */
    jumped: () => jumped,
  };
}
