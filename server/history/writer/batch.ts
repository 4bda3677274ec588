import type { Entry } from "#server/store/port";
import type { Place } from "./writer.ts";

/** Entries in stream order; afterwards the history is complete up to `place`. */
export interface Batch {
  place: Place;
  entries: readonly Entry[];
}

/** A batch on its way to the writer's thread: to clone so many objects takes twice as long as a text of them. */
export interface SentBatch {
  place: Place;
  entriesJson: string;
}

export const sent = ({ place, entries }: Batch): SentBatch => ({
  place,
  entriesJson: JSON.stringify(entries),
});

export const received = ({ place, entriesJson }: SentBatch): Batch => ({
  place,
  entries: JSON.parse(entriesJson),
});
