import { charsOf, charsOfAll } from "#lib/events/fields";
import type { Cursor } from "#lib/live/protocol";
import { compareStreamIds } from "#lib/stream-id";
import type { Entry, EventLog } from "#server/store/port";
import type { ReadEntries } from "./resume.ts";
import type { Ring, Slot } from "./ring.ts";

/** What is read of the past: as much as clients miss while a gateway starts. */
const PAGE = 1000;
const MAX_PAGES = 4;
const MAX_CHARS = 8 * 1024 * 1024;

export interface RefillOptions {
  log: EventLog;
  read: ReadEntries;
  ring: Ring;
  present(): Cursor;
  /** Sends what is being gathered, so that the ring reaches the present. */
  flush(): void;
}

/**
 * Fills a ring that has begun anew with what stands in the log before it: hundreds of clients that come back to a gateway
 * that was restarted then cost a few reads, and not one or more each. Done once, and shared by whoever asks meanwhile.
 */
export function createRefill({ log, read, ring, present, flush }: RefillOptions): () => Promise<void> {
  let running: Promise<void> | null = null;

  async function fill(): Promise<void> {
    flush();
    const here = present();
    const entries = await newestUpTo(log, here);
    // Asked after they were read: if the place stands now, they were of its stream.
    const stands = (await log.checkCursor("events", here)) === null;
    ring.fill(stands && entries.at(-1)?.id === here.streamId ? slotsOf(entries, read, here.epoch) : []);
  }

  return async () => {
    if (ring.isFilled()) return;
    running ??= fill().finally(() => {
      running = null;
    });
    await running;
  };
}

/** Oldest first. */
async function newestUpTo(log: EventLog, { streamId }: Cursor): Promise<Entry[]> {
  const newestFirst: Entry[] = [];
  let chars = 0;
  let before: string | undefined;
  for (let page = 0; page < MAX_PAGES && chars < MAX_CHARS; page++) {
    const entries = await log.range("events", { before, limit: PAGE, order: "desc" });
    const last = entries.at(-1);
    if (!last) break;
    newestFirst.push(...entries.filter(({ id }) => compareStreamIds(id, streamId) <= 0));
    chars += charsOfAll(entries);
    before = last.id;
  }
  return newestFirst.reverse();
}

/** A slot for each entry: a client may stand at any of them. */
function slotsOf(entries: readonly Entry[], read: ReadEntries, epoch: string): Slot[] {
  const events = new Map(read(entries).map((event) => [event.stream_id, event]));
  let from = "";
  return entries.map((entry) => {
    const event = events.get(entry.id);
    const to = { epoch, streamId: entry.id, eventId: entry.fields.id ?? null };
    const frame = { from, to, events: event ? [event] : [] };
    from = entry.id;
    return { frame, chars: charsOf(entry.fields) };
  });
}
