import { deserialize, serialize } from "node:v8";
import type { StreamId } from "#lib/stream-id";
import type { Cursor, Entry } from "#server/store/port";
import type { Place } from "./writer.ts";

/** Entries in stream order; afterwards the history is complete up to `place`. */
export interface Batch {
  place: Place;
  entries: readonly Entry[];
}

/** A batch on its way to the writer's thread. */
export interface SentBatch {
  place: Place;
  /** Where the file must be for it to go in: it may have been sent before the one that leads there was written. */
  after?: Cursor | null;
  first: StreamId | undefined;
  pieces: Uint8Array[];
}

/** As the writer's thread has it: made while it is gone through, once. */
export interface ReceivedBatch extends Pick<SentBatch, "place" | "after"> {
  /** Of the first entry. */
  first: StreamId | undefined;
  entries: Iterable<Entry>;
}

/** So many entries are made of their bytes at a time: what lives for a moment only costs the garbage collector nothing. */
const PIECE = 50;

export function sent({ place, entries }: Batch): SentBatch {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < entries.length; at += PIECE)
    pieces.push(serialize(listOf(entries.slice(at, at + PIECE))));
  return { place, first: entries[0]?.id, pieces };
}

export const received = ({ pieces, ...batch }: SentBatch): ReceivedBatch => ({
  ...batch,
  entries: entriesOf(pieces),
});

/**
 * Of each entry its fields' names, null for those of the one before it, then its id and its values: as objects they
 * would take longer, since each is told with all its names, and as JSON, since every quote in a payload is escaped.
 */
function listOf(entries: readonly Entry[]): unknown[] {
  const list: unknown[] = [];
  let last: string[] = [];
  for (const { id, fields } of entries) {
    const names = Object.keys(fields);
    const isSame = names.length === last.length && names.every((name, index) => name === last[index]);
    list.push(isSame ? null : names, id);
    for (const name of names) list.push(fields[name]);
    last = names;
  }
  return list;
}

function* entriesOf(pieces: readonly Uint8Array[]): Generator<Entry, void, void> {
  for (const piece of pieces) {
    const list: unknown[] = deserialize(piece);
    let names: string[] = [];
    for (let at = 0; at < list.length; at += names.length) {
      names = (list[at++] as string[] | null) ?? names;
      const id = list[at++] as StreamId;
      yield { id, fields: fieldsOf(names, list, at) };
    }
  }
}

function fieldsOf(names: readonly string[], list: readonly unknown[], from: number): Entry["fields"] {
  const fields: Entry["fields"] = {};
  let at = from;
  for (const name of names) {
    const value = list[at++] as string;
    // To set that one would change what the object inherits.
    if (name === "__proto__") Object.defineProperty(fields, name, { value, enumerable: true });
    else fields[name] = value;
  }
  return fields;
}
