const PAGE_ROWS = 10;

/** The row that a key leads to from row `at` of `count`: arrows, `j`, `k`, Home, End and the page keys; null for other keys. */
export function rowStep(key: string, at: number, count: number): number | null {
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    j: at + 1,
    ArrowUp: at - 1,
    k: at - 1,
    PageDown: at + PAGE_ROWS,
    PageUp: at - PAGE_ROWS,
    Home: 0,
    End: count - 1,
  };
  const to = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return to === undefined ? null : Math.min(Math.max(0, to), count - 1);
}
