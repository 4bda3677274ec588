import type { DatabaseSync } from "node:sqlite";
import { fold, fromWire, type State } from "#lib/fold";
import type { Cursor } from "#server/store/port";
import { bigIds } from "../big-ids.ts";
import { MAX_KEY, msOf } from "../key.ts";
import { createRowsAfter } from "../rows-after.ts";
import { pack, unpack } from "../saved-state.ts";
import { createToEvent, type EventRow, keyOfRow } from "../stored.ts";
import { isDue } from "./due.ts";

/** A state to be saved: the key of its last event, and what stands in the column. */
export interface Packed {
  key: bigint;
  state: Uint8Array;
}

/** How far the fold has come since a saved state. */
interface Standing {
  /** `isOurs`: made here, and on its way into the file. */
  base: { key: bigint; ms: number; bytes: number; isOurs: boolean };
  key: bigint;
  state: State;
  cursor: Cursor;
  events: number;
}

export type Along = ReturnType<typeof createAlong>;

/** Folds along what comes into the file, from one saved state to the next. */
export function createAlong(db: DatabaseSync) {
  const select = "SELECT id, state FROM checkpoint";
  const newest = bigIds(db, `${select} ORDER BY id DESC LIMIT 1`);
  const next = bigIds(db, `${select} WHERE id > ? ORDER BY id LIMIT 1`);
  const isThere = db.prepare("SELECT 1 FROM checkpoint WHERE id = ?");
  const rowsAfter = createRowsAfter(db);
  const toEvent = createToEvent(db);
  let at: Standing | null = null;

  function standing(): Standing | null {
    // A beginning that was moved is none to go on from.
    if (at && (at.base.isOurs || isThere.get(at.base.key))) return at;
    const row = newest.get() as CheckpointRow | undefined;
    return row ? beginningAt(row) : null;
  }

  /** The rows up to the first after which a state is due. */
  function upToDue(rows: EventRow[], { base, events }: Standing): { rows: EventRow[]; due: boolean } {
    const end = rows.findIndex(({ ms }, index) =>
      isDue({ events: events + index + 1, ms: ms - base.ms, bytes: base.bytes }),
    );
    return end === -1 ? { rows, due: false } : { rows: rows.slice(0, end + 1), due: true };
  }

  function folded(from: Standing, rows: EventRow[]): Standing {
    const events = rows.map(toEvent);
    const [end, last] = [rows.at(-1), events.at(-1)];
    if (!end || !last) return from;
    return {
      ...from,
      key: keyOfRow(end),
      state: fold(from.state, events),
      cursor: { ...from.cursor, streamId: last.stream_id, eventId: last.id },
      events: from.events + events.length,
    };
  }

  function packed({ key, state, cursor }: Standing): Packed {
    const bytes = pack({ state, cursor });
    at = { base: { key, ms: msOf(key), bytes: bytes.length, isOurs: true }, key, state, cursor, events: 0 };
    return { key, state: bytes };
  }

  return {
    /** Where it stands may no longer be true: the fold began anew, or a state did not come into the file. */
    forget(): void {
      at = null;
    },
    /** Folds on to the next state that is due; null once everything in the file is folded. */
    next(): Packed | null {
      at = standing();
      while (at) {
        // Where the fold began anew, that state goes on and not this one.
        const anew = next.get(at.base.key) as CheckpointRow | undefined;
        const { rows: found, isLast } = rowsAfter(at.key, anew?.id ?? MAX_KEY);
        const { rows, due } = upToDue(found, at);
        at = folded(at, rows);
        if (due) return packed(at);
        if (!isLast) continue;
        if (!anew) return null;
        at = beginningAt(anew);
      }
      return null;
    },
  };
}

interface CheckpointRow {
  id: bigint;
  state: Uint8Array;
}

function beginningAt({ id: key, state: bytes }: CheckpointRow): Standing {
  const { state, cursor } = unpack(bytes);
  const base = { key, ms: msOf(key), bytes: bytes.length, isOurs: false };
  return { base, key, state: fromWire(state), cursor, events: 0 };
}
