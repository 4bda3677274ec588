import type { DatabaseSync } from "node:sqlite";

export type Names = ReturnType<typeof createNames>;

/** Names as small numbers, and back, in memory too: each sample's bucket asks for them. */
export function createNames(db: DatabaseSync, table: "robot" | "metric", most: number) {
  const insert = db.prepare(`INSERT INTO ${table} (name) VALUES (?) RETURNING id`);
  const rows = db.prepare(`SELECT id, name FROM ${table}`).all() as { id: number; name: string }[];
  const ids = new Map(rows.map(({ id, name }) => [name, id]));
  const names = new Map(rows.map(({ id, name }) => [id, name]));

  function add(name: string): number | null {
    if (ids.size >= most) return null;
    const { id } = insert.get(name) as { id: number };
    ids.set(name, id);
    names.set(id, name);
    return id;
  }

  return {
    find: (name: string): number | null => ids.get(name) ?? null,
    /** Null for a new name beyond `most`. Inside a transaction; after one that failed these names are made anew. */
    keep: (name: string): number | null => ids.get(name) ?? add(name),
    nameOf: (id: number): string => names.get(id) ?? "",
    ids: () => names.keys(),
  };
}
