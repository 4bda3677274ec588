import type { DatabaseSync } from "node:sqlite";
import type { StreamId } from "#lib/stream-id";
import { idOf } from "../key.ts";
import type { EventRow } from "../stored.ts";

export const streamIdOf = ({ odd, ms, seq }: EventRow): StreamId => odd ?? idOf(ms, seq);

/**
 * Makes a row the event's JSON text, as JSON.stringify would: payload and meta stand in the file as just that.
 * Null for a row with something rare in it, which has to be taken apart.
 */
export function createRowText(db: DatabaseSync): (row: EventRow) => string | null {
  const find = db.prepare("SELECT text FROM name WHERE id = ?");
  // Half-made pieces of the text: the same few come again and again.
  const pieces = new Map<string, string>();

  function piece(key: string, make: () => string): string {
    let text = pieces.get(key);
    if (text === undefined) {
      if (pieces.size > PIECES_KEPT) pieces.clear();
      text = make();
      pieces.set(key, text);
    }
    return text;
  }
  const nameOf = (id: number): string => String(find.get(id)?.text ?? "");

  return (row) => {
    if (row.envelope !== null) return null;
    const kind = piece(`${row.type} ${row.source}`, () => {
      const [type, source] = [nameOf(row.type), nameOf(row.source)].map((text) => JSON.stringify(text));
      return `,"type":${type},"source":${source},"target":null,"timestamp":`;
    });
    const meta = piece(`${row.meta}`, () => (row.meta === 0 ? "{}" : nameOf(row.meta)));
    const id = JSON.stringify(row.event_id);
    return `{"stream_id":"${streamIdOf(row)}","id":${id}${kind}${row.timestamp},"payload":${row.payload},"meta":${meta}}`;
  };
}

const PIECES_KEPT = 10_000;
