/** What stands below each other in a grouped list: heads, and rows with their place among the rows. */
export type Line<T> =
  | { kind: "head"; name: string; count: number; at: number }
  | { kind: "row"; item: T; at: number };

/** Rows with a head above each stretch of one group; without groups only rows. */
export function linesOf<T>(rows: readonly T[], groupOf: ((item: T) => string) | null): Line<T>[] {
  const lines: Line<T>[] = [];
  let head: Extract<Line<T>, { kind: "head" }> | null = null;
  rows.forEach((item, at) => {
    const name = groupOf?.(item) ?? null;
    if (name !== null && head?.name !== name) {
      head = { kind: "head", name, count: 0, at };
      lines.push(head);
    }
    if (head) head.count++;
    lines.push({ kind: "row", item, at });
  });
  return lines;
}
