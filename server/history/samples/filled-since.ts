import type { DatabaseSync } from "node:sqlite";
import { PAGES } from "./tables.ts";

/** From when on (Unix seconds) a level's columns have all that the pages have. */
export function createFilledSince(db: DatabaseSync) {
  const left = db.prepare("SELECT chunk FROM filling WHERE seconds = ?");
  return (madeFrom: number): number => {
    const row = left.get(madeFrom) as { chunk: number } | undefined;
    const pageSeconds = PAGES.find(({ seconds }) => seconds === madeFrom)?.pageSeconds ?? 0;
    return row ? (row.chunk + 1) * pageSeconds : 0;
  };
}
