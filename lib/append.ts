/** A copy with one more at its end; beyond `most` the oldest are left out. One copy only: a fold makes one for nearly every event. */
export function append<T>(list: readonly T[], item: T, most: number): T[] {
  const copy = list.slice(Math.max(0, list.length + 1 - most));
  copy.push(item);
  return copy;
}
