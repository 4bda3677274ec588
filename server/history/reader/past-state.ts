import type { DatabaseSync } from "node:sqlite";
import type { StoredEvent } from "#lib/events/envelope";
import { FEED_KEPT } from "#lib/events/feed";
import { isKnownType } from "#lib/events/known";
import { fold, fromWire, type State, toWire } from "#lib/fold";
import { type StreamId, streamIdSeconds } from "#lib/stream-id";
import { keyAfter } from "../key.ts";
import type { PastState } from "../port.ts";
import { EVENT_COLUMNS, EVENT_TABLES, type EventRow, keyOfRow } from "../stored.ts";
import { unpack } from "../writer/checkpoints.ts";
import { bigIds } from "./candidates.ts";
import type { Places } from "./window.ts";

export type Moment = { seconds: number } | { streamId: StreamId };

const PAGE = 2000;

/** Finds the state that a moment had: the nearest saved one before it, and what came after that, folded. */
export function createPastStates(db: DatabaseSync, toEvent: (row: EventRow) => StoredEvent, places: Places) {
  const nearest = bigIds(db, "SELECT id, state FROM checkpoint WHERE id <= ? ORDER BY id DESC LIMIT 1");
  const first = bigIds(db, "SELECT id, state FROM checkpoint ORDER BY id LIMIT 1");
  // The newest ones are kept whole in the feed; of the others the fold wants to know who and what.
  const wholeFrom = bigIds(
    db,
    `SELECT min(id) AS id FROM (SELECT id FROM event WHERE id > ? AND id <= ? AND late IS NULL ORDER BY id DESC LIMIT ${FEED_KEPT})`,
  );
  const page = db.prepare(
    `SELECT ${EVENT_COLUMNS} FROM ${EVENT_TABLES} WHERE e.id > ? AND e.id <= ? AND e.late IS NULL ORDER BY e.id LIMIT ${PAGE}`,
  );

  function replay(
    from: bigint,
    to: bigint,
    state: State,
  ): { state: State; last: StoredEvent | null; replayed: number } {
    const whole = (wholeFrom.get(from, to) as { id: bigint | null }).id;
    let folded = state;
    let last: StoredEvent | null = null;
    let replayed = 0;
    for (let after = from; whole !== null; ) {
      const rows = page.all(after, to) as unknown as EventRow[];
      if (rows.length === 0) break;
      const events = rows.map((row) => (keyOfRow(row) < whole ? lightly(toEvent, row) : toEvent(row)));
      folded = fold(folded, events);
      last = events.at(-1) ?? last;
      replayed += events.length;
      after = keyOfRow(rows.at(-1) as EventRow);
    }
    return { state: folded, last, replayed };
  }

  return (moment: Moment, { orFirst = false }: { orFirst?: boolean } = {}): PastState | null => {
    const upTo = keyOfMoment(moment, places);
    const found = (nearest.get(upTo) ?? (orFirst ? first.get() : undefined)) as
      | { id: bigint; state: Uint8Array }
      | undefined;
    if (!found) return null;
    const saved = unpack(found.state);
    const { state, last, replayed } = replay(found.id, upTo, fromWire(saved.state));
    const cursor = last
      ? { epoch: saved.cursor.epoch, streamId: last.stream_id, eventId: last.id }
      : saved.cursor;
    return { at: secondsOf(moment), cursor, state: toWire(state), replayed };
  };
}

const secondsOf = (moment: Moment): number =>
  "seconds" in moment ? moment.seconds : streamIdSeconds(moment.streamId);

function keyOfMoment(moment: Moment, places: Places): bigint {
  if ("streamId" in moment) return places.keyOf(moment.streamId) ?? keyAfter(moment.streamId);
  // Everything received in that millisecond; a product of seconds may fall short of it by a rounding error.
  const ms = Math.floor(Math.round(moment.seconds * 1e6) / 1e3);
  return keyAfter(`${Math.max(0, ms)}-18446744073709551615`);
}

/** Leaves the payload of a foreign type unread: nothing is folded from it but that the event was there. */
function lightly(toEvent: (row: EventRow) => StoredEvent, row: EventRow): StoredEvent {
  const light = toEvent({ ...row, payload: "{}" });
  return isKnownType(light.type) ? toEvent(row) : light;
}
