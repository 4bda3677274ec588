import type { DatabaseSync } from "node:sqlite";

export type Notes = ReturnType<typeof createNotes>;

/** Single facts about the file, by name, as JSON. */
export function createNotes(db: DatabaseSync) {
  const read = db.prepare("SELECT value FROM note WHERE name = ?");
  const write = db.prepare("INSERT OR REPLACE INTO note (name, value) VALUES (?, ?)");
  return {
    get<T>(name: string): T | null {
      const row = read.get(name) as { value: string } | undefined;
      return row ? (JSON.parse(row.value) as T) : null;
    },
    set: (name: string, value: unknown): void => void write.run(name, JSON.stringify(value)),
  };
}
