import type { DatabaseSync } from "node:sqlite";
import type { QuarantinedEntry } from "#lib/doctor/api";
import type { Quarantined } from "#lib/events/decode";
import type { Notes } from "./notes.ts";

/** Entries kept for a person to read; older ones stay in the count. */
const KEPT = 10_000;
const PAGE = 1_000;
/** A damaged entry up to this size is kept whole, so that it can be tried again; of a larger one a look. */
const WHOLE_CHARS = 64 * 1024;
/** Of each field of a larger one, this many characters. */
const SHORT_CHARS = 4096;

/** Some of them, newest first; `next` is where to go on, null when that was all. */
export interface QuarantinePage {
  entries: QuarantinedEntry[];
  next: number | null;
}

/** One of them; another stream may have had one under the same id. */
export interface KeptEntry {
  rowid: number;
  entry: QuarantinedEntry;
}

export type Quarantine = ReturnType<typeof createQuarantine>;

/** Entries that are no events, with the reason. To be written inside a transaction. */
export function createQuarantine(db: DatabaseSync, notes: Notes) {
  const insert = db.prepare(
    "INSERT OR IGNORE INTO quarantine (epoch, stream_id, field, reason, raw, whole, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const trim = db.prepare("DELETE FROM quarantine WHERE rowid <= (SELECT max(rowid) FROM quarantine) - ?");
  const select = "SELECT rowid, stream_id, field, reason, raw, whole, seen_at FROM quarantine";
  const newest = db.prepare(`${select} WHERE rowid < ? ORDER BY rowid DESC LIMIT ?`);
  const one = db.prepare(`${select} WHERE stream_id = ?`);
  const restate = db.prepare("UPDATE quarantine SET field = ?, reason = ? WHERE rowid = ?");
  const remove = db.prepare("DELETE FROM quarantine WHERE rowid = ?");
  const removeNamed = db.prepare("DELETE FROM quarantine WHERE stream_id = ?");
  const removeAll = db.prepare("DELETE FROM quarantine");
  let count =
    notes.get<number>("quarantined") ?? Number(db.prepare("SELECT count(*) AS n FROM quarantine").get()?.n);

  return {
    add(epoch: string, { stream_id, field, reason, fields }: Quarantined, seenAt: number): void {
      const { raw, whole } = kept(fields);
      const { changes } = insert.run(
        epoch,
        stream_id,
        field.slice(0, 200),
        reason,
        raw,
        Number(whole),
        seenAt,
      );
      count += Number(changes);
    },
    /** After a batch. */
    write(): void {
      trim.run(KEPT);
      notes.set("quarantined", count);
    },
    /** Put aside so far, those that are no longer kept too, less those that were read after all or dropped. */
    count: (): number => count,
    newest({ limit, after }: { limit: number; after: number | null }): QuarantinePage {
      const rows = newest.all(after ?? Number.MAX_SAFE_INTEGER, limit);
      const last = rows.length < limit ? undefined : rows.at(-1);
      return { entries: rows.map(toEntry), next: last ? Number(last.rowid) : null };
    },
    /** Newest first. What was found may be removed meanwhile. */
    *all(): Generator<KeptEntry> {
      for (let after = Number.MAX_SAFE_INTEGER; ; ) {
        const rows = newest.all(after, PAGE).map(toKept);
        yield* rows;
        const last = rows.at(-1);
        if (rows.length < PAGE || !last) return;
        after = last.rowid;
      }
    },
    find: (streamId: string): KeptEntry[] => one.all(streamId).map(toKept),
    /** Why it can't be read, as the reader of today says it. */
    restate: (rowid: number, field: string, reason: string) =>
      restate.run(field.slice(0, 200), reason, rowid),
    remove(rowid: number): void {
      count -= Number(remove.run(rowid).changes);
    },
    /** All under this id; how many. */
    removeNamed(streamId: string): number {
      const removed = Number(removeNamed.run(streamId).changes);
      count -= removed;
      return removed;
    },
    removeAll(): number {
      const removed = count;
      removeAll.run();
      count = 0;
      return removed;
    },
    /** After a rollback. */
    reset(): void {
      count = notes.get<number>("quarantined") ?? 0;
    },
  };
}

function kept(fields: Record<string, string>): { raw: string; whole: boolean } {
  const raw = JSON.stringify(fields);
  if (raw.length <= WHOLE_CHARS) return { raw, whole: true };
  const short = Object.entries(fields)
    .slice(0, 40)
    .map(([name, value]) => [name.slice(0, 200), value.slice(0, SHORT_CHARS)]);
  return { raw: JSON.stringify(Object.fromEntries(short)), whole: false };
}

const toKept = (row: Record<string, unknown>): KeptEntry => ({
  rowid: Number(row.rowid),
  entry: toEntry(row),
});

const toEntry = (row: Record<string, unknown>): QuarantinedEntry => ({
  stream_id: String(row.stream_id),
  field: String(row.field),
  reason: String(row.reason),
  fields: JSON.parse(String(row.raw)),
  whole: row.whole === 1,
  seen_at: Number(row.seen_at),
});
