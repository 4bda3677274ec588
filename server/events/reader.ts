import { type DecodeNote, type DecodeOptions, decode, type Quarantined } from "#lib/events/decode";
import type { StoredEvent } from "#lib/events/envelope";
import type { Entry } from "#server/store/port";

/** At least so many event ids are remembered, to drop what a producer sent twice (contract section 1: the secondary key). */
const REMEMBERED = 10_000;

export interface ReadBatch {
  events: StoredEvent[];
  quarantined: Quarantined[];
  notes: DecodeNote[];
  duplicates: number;
}

/** Turns stream entries into events: damaged ones are put aside, an event id seen before is dropped. */
export function createReader(options: DecodeOptions, seenBefore: Iterable<string> = []) {
  // Two generations: taking the oldest out of one set, again and again, walks over the holes it leaves.
  let recent = new Set(seenBefore);
  let older = new Set<string>();

  function isNew(id: string): boolean {
    if (recent.has(id) || older.has(id)) return false;
    recent.add(id);
    if (recent.size === REMEMBERED) [older, recent] = [recent, new Set()];
    return true;
  }

  return {
    read(entries: readonly Entry[]): ReadBatch {
      const batch: ReadBatch = { events: [], quarantined: [], notes: [], duplicates: 0 };
      for (const entry of entries) {
        const decoded = decode(entry, options);
        if (decoded.kind === "quarantined") {
          batch.quarantined.push(decoded.entry);
          continue;
        }
        batch.notes.push(...decoded.notes);
        if (isNew(decoded.event.id)) batch.events.push(decoded.event);
        else batch.duplicates += 1;
      }
      return batch;
    },
  };
}
