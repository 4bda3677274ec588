import { charsOfAll } from "#lib/events/fields";
import { compareStreamIds, type StreamId } from "#lib/stream-id";
import type { Entry, EventLog } from "#server/store/port";
import { BATCH_CHARS, BATCH_ENTRIES } from "./feed-queue.ts";
import type { Place } from "./writer/writer.ts";

const PAGE = 1_000;

/** How a file that fell behind goes on. */
export type Step =
  | { kind: "entries"; place: Place; entries: Entry[] }
  /** It is where the tail is. */
  | { kind: "joined" }
  /** Nothing joins on to what it has: from the oldest entry that the log has. */
  | { kind: "begin"; place: Place };

/** What comes after the file's place in the log, at most up to where the tail is. Throws "store_unavailable". */
export async function readOn(log: EventLog, at: Place | null, head: Place | null): Promise<Step> {
  if (at && head && compareStreamIds(at.cursor.streamId, head.cursor.streamId) >= 0)
    return { kind: "joined" };
  const found = at && (await readAfter(log, at.cursor.streamId));
  // Asked afterwards: what is trimmed away meanwhile is no part of what was read, and nobody would know.
  if (!at || !found || (await log.checkCursor("events", at.cursor)) !== null) {
    const { cursor, removed } = await log.oldest("events");
    return { kind: "begin", place: { cursor, ordinal: removed } };
  }
  const entries = head ? found.filter(({ id }) => compareStreamIds(id, head.cursor.streamId) <= 0) : found;
  const last = entries.at(-1);
  if (!last) return { kind: "joined" };
  const cursor = { ...at.cursor, streamId: last.id, eventId: last.fields.id ?? null };
  const ordinal = at.ordinal === null ? null : at.ordinal + entries.length;
  return { kind: "entries", place: { cursor, ordinal }, entries };
}

/** As much as one transaction of the file takes: many small ones cost far more. */
async function readAfter(log: EventLog, after: StreamId): Promise<Entry[]> {
  const entries: Entry[] = [];
  let chars = 0;
  while (entries.length < BATCH_ENTRIES && chars < BATCH_CHARS) {
    const page = await log.range("events", { after: entries.at(-1)?.id ?? after, limit: PAGE });
    entries.push(...page);
    chars += charsOfAll(page);
    if (page.length < PAGE) break;
  }
  return entries;
}
