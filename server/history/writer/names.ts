import type { DatabaseSync } from "node:sqlite";

export type NameKind = "type" | "source" | "agent" | "robot" | "job" | "meta" | "field";

/** So many names of one kind are kept in memory; producers that make names up must not fill it. */
const CACHED = 100_000;

export type Names = ReturnType<typeof createNames>;

/** Texts that come again and again, each once in the file, by number. To be called inside a transaction. */
export function createNames(db: DatabaseSync) {
  const find = db.prepare("SELECT id FROM name WHERE kind = ? AND text = ?");
  const insert = db.prepare("INSERT INTO name (kind, text) VALUES (?, ?)");
  let caches: Partial<Record<NameKind, Map<string, number>>> = {};

  function cacheOf(kind: NameKind): Map<string, number> {
    const known = caches[kind];
    if (known && known.size < CACHED) return known;
    const fresh = new Map<string, number>();
    caches[kind] = fresh;
    return fresh;
  }

  return {
    idOf(kind: NameKind, text: string): number {
      const cache = cacheOf(kind);
      const cached = cache.get(text);
      if (cached !== undefined) return cached;
      const found = find.get(kind, text) as { id: number } | undefined;
      const id = found?.id ?? Number(insert.run(kind, text).lastInsertRowid);
      cache.set(text, id);
      return id;
    },
    /** Whether it is there already, without making it. */
    has: (kind: NameKind, text: string): boolean =>
      cacheOf(kind).has(text) || find.get(kind, text) !== undefined,
    /** After a rollback: what was made meanwhile isn't in the file. */
    forget(): void {
      caches = {};
    },
  };
}
