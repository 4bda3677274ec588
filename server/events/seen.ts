/** At least so many event ids are remembered (contract section 1: `id` is the secondary key against duplicates). */
const REMEMBERED = 10_000;

export type Seen = ReturnType<typeof createSeen>;

/** The event ids of late, to drop what a producer sent twice. `before` are ids seen earlier, oldest first. */
export function createSeen(before: Iterable<string> = []) {
  // Two generations: taking the oldest out of one set, again and again, walks over the holes it leaves.
  let recent = new Set<string>();
  let older = new Set<string>();

  /** True the first time. */
  function isNew(id: string): boolean {
    const before = recent.size;
    recent.add(id);
    if (recent.size === before) return false;
    const isNewToBoth = !older.has(id);
    if (recent.size === REMEMBERED) [older, recent] = [recent, new Set()];
    return isNewToBoth;
  }
  for (const id of before) isNew(id);

  const has = (id: string): boolean => recent.has(id) || older.has(id);
  return { isNew, has, ids: (): ReadonlySet<string> => new Set([...older, ...recent]) };
}
