/** What stands below each other on the wall: heads of groups, and rows of tiles with their place among all tiles. */
export type WallLine<T> =
  | { kind: "head"; name: string; count: number; at: number }
  | { kind: "tiles"; items: readonly T[]; at: number };

/** Tiles side by side, so many to a line; each group begins a line of its own. */
export function wallLines<T>(
  rows: readonly T[],
  groupOf: ((item: T) => string) | null,
  perLine: number,
): WallLine<T>[] {
  const lines: WallLine<T>[] = [];
  let from = 0;
  while (from < rows.length) {
    const name = groupOf?.(rows[from] as T) ?? null;
    let to = from + 1;
    while (to < rows.length && (groupOf === null || groupOf(rows[to] as T) === name)) to++;
    if (name !== null) lines.push({ kind: "head", name, count: to - from, at: from });
    for (let at = from; at < to; at += perLine)
      lines.push({ kind: "tiles", items: rows.slice(at, Math.min(to, at + perLine)), at });
    from = to;
  }
  return lines;
}

/** The tile that a key leads to from tile `at`: left and right one after the other, up and down to the line above or below. */
export function wallStep<T>(
  key: string,
  at: number,
  count: number,
  lines: readonly WallLine<T>[],
): number | null {
  if (count === 0) return null;
  const last = count - 1;
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key === "ArrowRight" || key === "j") return Math.min(last, at + 1);
  if (key === "ArrowLeft" || key === "k") return Math.max(0, at - 1);
  if (key !== "ArrowUp" && key !== "ArrowDown") return null;
  if (at < 0) return 0;
  const tiles = lines.filter((line) => line.kind === "tiles");
  const here = tiles.findIndex((line) => at >= line.at && at < line.at + line.items.length);
  const from = tiles[here];
  const to = tiles[here + (key === "ArrowDown" ? 1 : -1)];
  if (!from || !to) return at;
  return to.at + Math.min(at - from.at, to.items.length - 1);
}
