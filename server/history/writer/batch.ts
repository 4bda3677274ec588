import type { StreamId } from "#lib/stream-id";
import type { Cursor, Entry } from "#server/store/port";
import type { Place } from "./writer.ts";

/** Entries in stream order; afterwards the history is complete up to `place`. */
export interface Batch {
  place: Place;
  entries: readonly Entry[];
}

/** A batch on its way to the writer's thread: to clone so many objects takes twice as long as a text of them. */
export interface SentBatch {
  place: Place;
  /** Where the file must be for it to go in: it may have been sent before the one that leads there was written. */
  after?: Cursor | null;
  first: StreamId | undefined;
  pieces: string[];
}

/** As the writer's thread has it: made while it is gone through, once. */
export interface ReceivedBatch extends Pick<SentBatch, "place" | "after"> {
  /** Of the first entry. */
  first: StreamId | undefined;
  entries: Iterable<Entry>;
}

/** So many entries are made of their text at a time: what lives for a moment only costs the garbage collector nothing. */
const PIECE = 50;

export function sent({ place, entries }: Batch): SentBatch {
  const pieces: string[] = [];
  for (let at = 0; at < entries.length; at += PIECE)
    pieces.push(JSON.stringify(entries.slice(at, at + PIECE)));
  return { place, first: entries[0]?.id, pieces };
}

export const received = ({ pieces, ...batch }: SentBatch): ReceivedBatch => ({
  ...batch,
  entries: entriesOf(pieces),
});

function* entriesOf(pieces: readonly string[]): Generator<Entry, void, void> {
  for (const piece of pieces) yield* JSON.parse(piece) as Entry[];
}
