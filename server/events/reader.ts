import { type DecodeNote, type DecodeOptions, decode, type Quarantined } from "#lib/events/decode";
import type { StoredEvent } from "#lib/events/envelope";
import type { Entry } from "#server/store/port";

/** Event ids remembered, to drop what a producer sent twice (contract section 1: the secondary key). */
const REMEMBERED = 10_000;

export interface ReadBatch {
  events: StoredEvent[];
  quarantined: Quarantined[];
  notes: DecodeNote[];
  duplicates: number;
}

/** Turns stream entries into events: damaged ones are put aside, an event id seen before is dropped. */
export function createReader(options: DecodeOptions, seenBefore: Iterable<string> = []) {
  const seen = new Set(seenBefore);

  function remember(id: string): void {
    seen.add(id);
    if (seen.size <= REMEMBERED) return;
    const [oldest] = seen;
    if (oldest !== undefined) seen.delete(oldest);
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
        if (seen.has(decoded.event.id)) {
          batch.duplicates += 1;
          continue;
        }
        remember(decoded.event.id);
        batch.events.push(decoded.event);
      }
      return batch;
    },
  };
}
