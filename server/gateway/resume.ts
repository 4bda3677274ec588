import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { StoredEvent } from "#lib/events/envelope";
import type { Cursor, Frame, Gap } from "#lib/live/protocol";
import { compareStreamIds, isStreamId } from "#lib/stream-id";
import type { Entry, EventLog } from "#server/store/port";
import type { Repeats } from "./repeats.ts";

const PAGE = 1000;
/** Who is further behind gets a new picture: it is smaller than what was missed. As many events as the ring holds. */
const MAX_PAGES = 10;
/** A client that knows more than our tail has read it elsewhere: the tail will be there in a moment. */
const TAIL_BEHIND_MS = 20;
const MAX_WAITS = 50;

const CursorInput = z.object({
  epoch: z.string().max(64),
  streamId: z.string().refine(isStreamId),
  eventId: z.string().max(256).nullable(),
});

/** The cursor of a client, or null for anything that isn't one: then it starts with a snapshot. */
export function parseCursor(given: unknown): Cursor | null {
  const parsed = CursorInput.safeParse(given);
  return parsed.success ? parsed.data : null;
}

export type ReadEntries = (entries: readonly Entry[]) => StoredEvent[];

export interface ResumeOptions {
  log: EventLog;
  read: ReadEntries;
  repeats: Pick<Repeats, "ready" | "withoutThem">;
  /** Where the tail is. */
  present(): Cursor;
  /** Fills a ring that begins anew. */
  refill(): Promise<void>;
  send(frame: Frame): void;
  /** Gives what is left from the ring, and from then on every frame; false where it doesn't reach back to there. */
  fromRing(cursor: Cursor): Promise<boolean>;
}

/**
 * Sends everything after the cursor: from the ring where it reaches back that far, else from the log, in pages,
 * until the ring takes over. Returns null, or from where on it can't be done, and why. Throws "store_unavailable".
 */
export async function resumeFrom(
  start: Cursor,
  options: ResumeOptions,
): Promise<Pick<Gap, "from" | "reason"> | null> {
  const { log, read, repeats, present, send, refill, fromRing } = options;
  if (await fromRing(start)) return null;
  await refill();
  if (await fromRing(start)) return null;
  const reason = await log.checkCursor("events", start);
  if (reason) return { from: start.streamId, reason };
  await repeats.ready();
  let cursor = start;
  for (let pages = 0, waits = 0; pages < MAX_PAGES && waits < MAX_WAITS; ) {
    if (await fromRing(cursor)) return null;
    const entries = await log.range("events", { after: cursor.streamId, limit: PAGE });
    // No further than the tail has come: what lies behind is about to arrive as a frame.
    const known = entries.filter(({ id }) => compareStreamIds(id, present().streamId) <= 0);
    const last = known.at(-1);
    if (!last) {
      waits += 1;
      await wait(TAIL_BEHIND_MS);
      continue;
    }
    const to: Cursor = { epoch: cursor.epoch, streamId: last.id, eventId: last.fields.id ?? null };
    send({ from: cursor.streamId, to, events: repeats.withoutThem(read(known)) });
    cursor = to;
    pages += 1;
  }
  return { from: cursor.streamId, reason: "too_far" };
}
