import type { DatabaseSync } from "node:sqlite";
import type { StreamName } from "../port.ts";
import { createIdTable } from "./id-table.ts";
import { idOfMs } from "./packed-id.ts";

/** At least so long, and so many: as on Redis, longer than any outbox holds an event that it may have to send again. */
const REMEMBERED_MS = 15 * 60_000;
const REMEMBERED = 20_000;
const FORGOTTEN_AT_ONCE = 500;

export type Dedup = ReturnType<typeof createDedup>;

/**
 * The dedup ids of a stream's newest entries, trimmed or not. They stand in a table in the order in which they came,
 * without an index: random ids would cost a page of the disk each. A table in memory finds them.
 */
export function createDedup(db: DatabaseSync, stream: StreamName) {
  const table = `${stream}_dedup`;
  const bigints = (sql: string) => {
    const statement = db.prepare(sql);
    statement.setReadBigInts(true);
    return statement;
  };
  const newest = bigints(`SELECT coalesce(max(id), 0) AS id FROM ${table}`);
  const since = bigints(`SELECT id, dedup_id FROM ${table} WHERE id > ? ORDER BY id`);
  const one = db.prepare(`SELECT dedup_id FROM ${table} WHERE id = ?`);
  const insert = db.prepare(`INSERT INTO ${table} (id, dedup_id) VALUES (?, ?)`);
  const forget = db.prepare(
    `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE id < ? ORDER BY id LIMIT ${FORGOTTEN_AT_ONCE})`,
  );
  // Two generations: the older one goes as a whole once the recent one remembers enough.
  let recent = createIdTable();
  let older = createIdTable();
  let recentFrom = 0n;
  let olderFrom = 0n;
  /** The newest id in the table when it was last looked at, and the one that it must have if nobody else wrote. */
  let synced = 0n;
  let expected = 0n;
  /** Everything up to here outlived its transaction. */
  let committed = 0n;
  let forgetting = false;

  function remember(dedupId: string, id: bigint): void {
    if (recent.size() >= REMEMBERED && id > recentFrom + idOfMs(REMEMBERED_MS)) {
      [older, olderFrom] = [recent, recentFrom];
      [recent, recentFrom] = [createIdTable(), id];
      forgetting = true;
    }
    if (recent.size() === 0) recentFrom = id;
    recent.put(dedupId, id);
  }

  /** Takes in what others wrote, and what a rollback undid. To be called first; gives the newest id. */
  function sync(): bigint {
    const { id: last } = newest.get() as { id: bigint };
    if (last !== expected)
      for (const { id, dedup_id } of since.iterate(last < synced ? 0n : synced) as Iterable<Row>)
        remember(dedup_id, id);
    synced = last;
    expected = last;
    return last;
  }

  sync();
  committed = synced;
  return {
    sync,
    find(dedupId: string): bigint | null {
      for (const generation of [recent, older]) {
        const id = generation.get(dedupId);
        // Another text may have the same hash, and a rollback leaves ids that nothing has.
        if (id !== null && one.get(id)?.dedup_id === dedupId) return id;
      }
      return null;
    },
    add(dedupId: string, id: bigint): void {
      insert.run(id, dedupId);
      remember(dedupId, id);
      expected = id;
      if (forgetting) forgetting = Number(forget.run(olderFrom).changes) === FORGOTTEN_AT_ONCE;
    },
    committed(): void {
      committed = expected;
    },
    /** What was added since the last commit is undone. */
    rolledBack(): void {
      expected = -1n;
      synced = committed;
    },
  };
}

interface Row {
  id: bigint;
  dedup_id: string;
}
