import type { DatabaseSync } from "node:sqlite";
import type { StoredEvent } from "#lib/events/envelope";
import { FEED_KEPT } from "#lib/events/feed";
import { isKnownType } from "#lib/events/known";
import { fromWire, toWire } from "#lib/fold";
import { type StreamId, streamIdSeconds } from "#lib/stream-id";
import { bigIds } from "../big-ids.ts";
import { createFoldRows } from "../fold-rows.ts";
import { keyAfter } from "../key.ts";
import type { PastState } from "../port.ts";
import { unpack } from "../saved-state.ts";
import { type EventRow, keyOfRow } from "../stored.ts";
import type { Places } from "./window.ts";

export type Moment = { seconds: number } | { streamId: StreamId };

/** Finds the state that a moment had: the nearest saved one before it, and what came after that, folded. */
export function createPastStates(db: DatabaseSync, toEvent: (row: EventRow) => StoredEvent, places: Places) {
  const nearest = bigIds(db, "SELECT id, state FROM checkpoint WHERE id <= ? ORDER BY id DESC LIMIT 1");
  const first = bigIds(db, "SELECT id, state FROM checkpoint ORDER BY id LIMIT 1");
  // The newest ones are kept whole in the feed; of the others the fold wants to know who and what.
  const wholeFrom = bigIds(
    db,
    `SELECT min(id) AS id FROM (SELECT id FROM event WHERE id > ? AND id <= ? AND late IS NULL ORDER BY id DESC LIMIT ${FEED_KEPT})`,
  );
  const foldRows = createFoldRows(db);
  const readLightly = createLightly(toEvent);

  return (moment: Moment, { orFirst = false }: { orFirst?: boolean } = {}): PastState | null => {
    const upTo = keyOfMoment(moment, places);
    const found = (nearest.get(upTo) ?? (orFirst ? first.get() : undefined)) as
      | { id: bigint; state: Uint8Array }
      | undefined;
    if (!found) return null;
    const saved = unpack(found.state);
    const { id: whole } = wholeFrom.get(found.id, upTo) as { id: bigint | null };
    const read = (row: EventRow) =>
      whole !== null && keyOfRow(row) < whole ? readLightly(row) : toEvent(row);
    const { state, last, events } = foldRows({ key: found.id, state: fromWire(saved.state) }, upTo, read);
    const cursor = last
      ? { epoch: saved.cursor.epoch, streamId: last.stream_id, eventId: last.id }
      : saved.cursor;
    return { at: secondsOf(moment), cursor, state: toWire(state), replayed: events };
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
function createLightly(toEvent: (row: EventRow) => StoredEvent): (row: EventRow) => StoredEvent {
  const known = new Map<number, boolean>();
  return (row) => {
    if (known.get(row.type)) return toEvent(row);
    const light = toEvent({ ...row, payload: "{}" });
    if (!known.has(row.type)) known.set(row.type, isKnownType(light.type));
    return known.get(row.type) ? toEvent(row) : light;
  };
}
