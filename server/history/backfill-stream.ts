import { AppError } from "#lib/errors";
import { compareStreamIds, streamIdSeconds } from "#lib/stream-id";
import type { Entry, EventLog, Oldest } from "#server/store/port";

const PAGE = 1000;
/** A stream that loses a page's worth of entries while we read one is not read from the beginning in the end. */
const ATTEMPTS = 20;

/** Where the stream begins now, and the ids of the events that stand in it from there on. */
export interface Standing {
  oldest: Oldest;
  ids: ReadonlySet<string>;
}

/**
 * Looks which events stand in the stream's first `seconds`, all of one moment although others trim it meanwhile.
 * `share` is how much of the usual portion to read at once.
 * Throws "conflict" when the stream is another one by now, or changes too fast to be looked at.
 */
export async function lookAtStream(
  log: EventLog,
  { epoch, seconds, share }: { epoch: string; seconds: number; share: number },
): Promise<Standing> {
  const pageSize = Math.ceil(PAGE * share);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const standing = await tryToLook(log, epoch, seconds, pageSize);
    if (standing) return standing;
  }
  throw new AppError("conflict", "The stream loses its entries faster than they can be read");
}

async function tryToLook(
  log: EventLog,
  epoch: string,
  seconds: number,
  pageSize: number,
): Promise<Standing | null> {
  let page = await log.range("events", { limit: pageSize });
  // Asked for afterwards: what left the stream before this moment is lost, all behind it is in the page.
  const oldest = await log.oldest("events");
  if (oldest.cursor.epoch !== epoch) throw new AppError("conflict", "The stream was replaced by another one");
  const begin = oldest.cursor.streamId;
  const last = page.at(-1);
  if (!last) return (await log.info("events")).length === 0 ? { oldest, ids: new Set() } : null;
  if (compareStreamIds(last.id, begin) <= 0) return null;

  const ids = new Set<string>();
  const note = (entries: readonly Entry[]) => {
    for (const { id, fields } of entries)
      if (fields.id && compareStreamIds(id, begin) > 0) ids.add(fields.id);
  };
  note(page);
  const enough = streamIdSeconds(begin) + seconds;
  for (let end = last; page.length === pageSize && streamIdSeconds(end.id) < enough; ) {
    page = await log.range("events", { after: end.id, limit: pageSize });
    // While the last one still stands, nothing between it and the page can have gone.
    const cursor = { epoch, streamId: end.id, eventId: end.fields.id ?? null };
    if ((await log.checkCursor("events", cursor)) !== null) return null;
    note(page);
    end = page.at(-1) ?? end;
  }
  return { oldest, ids };
}
