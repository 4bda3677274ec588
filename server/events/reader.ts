import { type DecodeNote, type DecodeOptions, decode, type Quarantined } from "#lib/events/decode";
import type { StoredEvent } from "#lib/events/envelope";
import type { Entry } from "#server/store/port";
import { createSeen } from "./seen.ts";

export interface ReadBatch {
  events: StoredEvent[];
  quarantined: Quarantined[];
  notes: DecodeNote[];
  duplicates: number;
}

/** Turns stream entries into events: damaged ones are put aside, an event id seen before is dropped. */
export function createReader(options: DecodeOptions, seenBefore: Iterable<string> = []) {
  let seen = createSeen(seenBefore);
  let putAside = createSeen();

  return {
    /** Ids of the entries of late, readable or not. */
    knownIds: (): ReadonlySet<string> => new Set([...seen.ids(), ...putAside.ids()]),
    /** Another stream begins: what stood in the one before may stand in it again. */
    beginAnew(): void {
      seen = createSeen();
      putAside = createSeen();
    },
    read(entries: readonly Entry[]): ReadBatch {
      const batch: ReadBatch = { events: [], quarantined: [], notes: [], duplicates: 0 };
      for (const entry of entries) {
        const decoded = decode(entry, options);
        if (decoded.kind === "quarantined") {
          batch.quarantined.push(decoded.entry);
          if (entry.fields.id) putAside.isNew(entry.fields.id);
          continue;
        }
        batch.notes.push(...decoded.notes);
        if (seen.isNew(decoded.event.id)) batch.events.push(decoded.event);
        else batch.duplicates += 1;
      }
      return batch;
    },
  };
}
