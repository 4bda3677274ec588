import type { DatabaseSync } from "node:sqlite";
import { createSeen } from "#server/events/seen";

/** So many event ids are remembered over a restart, to know a duplicate. */
const REMEMBERED = 20_000;

/** The event ids of late, to know what a producer sent twice. */
export function createRecent(db: DatabaseSync) {
  const newest = db.prepare("SELECT event_id FROM event WHERE late IS NULL ORDER BY id DESC LIMIT ?");
  let seen = createSeen(ids());

  function ids(): string[] {
    return newest
      .all(REMEMBERED)
      .map(({ event_id }) => String(event_id))
      .reverse();
  }

  return {
    /** Those in the file, oldest first. */
    ids,
    /** True the first time. */
    isNew: (id: string): boolean => seen.isNew(id),
    /** Another stream may bring again what this one had. */
    clear(): void {
      seen = createSeen();
    },
    /** After a rollback: what came meanwhile isn't in the file. */
    reset(): void {
      seen = createSeen(ids());
    },
    /** Whether an event came of late, for a while: of those it has seen it may have let go of half by now. */
    lookup(): (id: string) => boolean {
      let inFile: ReadonlySet<string> | null = null;
      return (id) => {
        if (seen.has(id)) return true;
        inFile ??= new Set(ids());
        return inFile.has(id);
      };
    },
  };
}
