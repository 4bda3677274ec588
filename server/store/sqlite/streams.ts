import type { DatabaseSync } from "node:sqlite";
import type { StreamId } from "#lib/stream-id";
import type { StreamState } from "../place.ts";
import type { Entry, RangeQuery, StreamName } from "../port.ts";
import { packAfter, packBefore, packId, unpackId } from "./packed-id.ts";

const MAX_PACKED = 2n ** 63n - 1n;

/** A trim in steps of this many, so that nobody waits long for the write lock. */
const TRIM_STEP = 5000;

export type Stream = ReturnType<typeof createStream>;

/** Statements of one stream, but for appending. All of them synchronous, in the caller's transaction if any. */
export function createStream(db: DatabaseSync, name: StreamName) {
  const bigints = (sql: string) => {
    const statement = db.prepare(sql);
    statement.setReadBigInts(true);
    return statement;
  };
  const asc = bigints(`SELECT id, fields FROM ${name} WHERE id > ? AND id < ? ORDER BY id LIMIT ?`);
  const desc = bigints(`SELECT id, fields FROM ${name} WHERE id > ? AND id < ? ORDER BY id DESC LIMIT ?`);
  const one = db.prepare(`SELECT fields FROM ${name} WHERE id = ?`);
  const ensure = db.prepare("INSERT OR IGNORE INTO streams (name, epoch) VALUES (?, ?)");
  const renew = db.prepare("UPDATE streams SET epoch = ? WHERE name = ? AND epoch = ?");
  const stateNow = bigints(
    `SELECT epoch, removed, last_removed, (SELECT min(id) FROM ${name}) AS first, (SELECT max(id) FROM ${name}) AS last
     FROM streams WHERE name = '${name}'`,
  );
  const count = db.prepare(`SELECT count(*) AS count FROM ${name} WHERE id > ? AND id <= ?`);
  const stepEnd = bigints(
    `SELECT max(id) AS id, count(*) AS count FROM (SELECT id FROM ${name} WHERE id < ? ORDER BY id LIMIT ${TRIM_STEP})`,
  );
  const remove = db.prepare(`DELETE FROM ${name} WHERE id <= ?`);
  const noteRemoved = db.prepare("UPDATE streams SET removed = removed + ?, last_removed = ? WHERE name = ?");

  /** Also gives the stream an epoch when it has none: a new file, or one emptied behind our back. */
  function row(): StateRow {
    const found = stateNow.get() as StateRow | undefined;
    if (found) return found;
    ensure.run(name, crypto.randomUUID());
    return stateNow.get() as unknown as StateRow;
  }

  return {
    range({ after, before, limit, order }: RangeQuery): Entry[] {
      if (limit <= 0) return [];
      const statement = order === "desc" ? desc : asc;
      const from = after === undefined ? 0n : packAfter(after);
      const rows = statement.all(from, before === undefined ? MAX_PACKED : packBefore(before), limit);
      return (rows as unknown as EntryRow[]).map(toEntry);
    },
    state(place: StreamId): StreamState {
      const { epoch, removed, last_removed, first, last } = row();
      return {
        epoch,
        firstId: first === null ? null : unpackId(first),
        lastId: unpackId(last !== null && last > last_removed ? last : last_removed),
        removed: Number(removed),
        entry: entryAt(place),
      };
    },
    renewEpoch: (old: string): void => void renew.run(crypto.randomUUID(), name, old),
    countBetween: (after: StreamId, upTo: StreamId): number =>
      Number(count.get(packAfter(after), packAfter(upTo))?.count),
    /** Removes the oldest entries before `before`, up to a step of them; how many. */
    trimStep(before: StreamId): number {
      row();
      const { id, count } = stepEnd.get(packBefore(before)) as { id: bigint | null; count: bigint };
      if (id === null) return 0;
      remove.run(id);
      noteRemoved.run(count, id, name);
      return Number(count);
    },
  };

  function entryAt(place: StreamId): StreamState["entry"] {
    const packed = packId(place);
    const found = packed === null ? undefined : (one.get(packed) as { fields: string } | undefined);
    return found ? { eventId: (JSON.parse(found.fields) as Entry["fields"]).id ?? null } : null;
  }
}

interface EntryRow {
  id: bigint;
  fields: string;
}

interface StateRow {
  epoch: string;
  removed: bigint;
  last_removed: bigint;
  first: bigint | null;
  last: bigint | null;
}

const toEntry = ({ id, fields }: EntryRow): Entry => ({ id: unpackId(id), fields: JSON.parse(fields) });
