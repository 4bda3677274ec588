import type { RetryResult } from "#lib/doctor/api";
import type { Doctor } from "#lib/doctor/observe";
import type { DecodeOptions } from "#lib/events/decode";
import { readAgain } from "#server/doctor/read-again";
import { keyBefore } from "../key.ts";
import type { EventRows } from "./events.ts";
import type { Late } from "./late.ts";
import type { Quarantine } from "./quarantine.ts";

const PROBLEMS_TOLD = 100;

interface Parts {
  quarantine: Quarantine;
  rows: EventRows;
  late: Late;
  doctor: Doctor;
  /** Whether an event with this id came of late. */
  isThere(id: string): boolean;
  decodeOptions: DecodeOptions;
}

/**
 * Reads entries again by the reader of today, e.g. after a mend of it or of a setting; null means all. What can be
 * read now takes its place in the history, marked as late: it was not part of what was seen at its time. Inside a
 * transaction.
 */
export function retry(
  streamIds: string[] | null,
  { quarantine, rows, late, doctor, isThere, decodeOptions }: Parts,
): RetryResult {
  const result: RetryResult = { retried: 0, readable: 0, still_unreadable: 0, problems: [] };
  for (const { rowid, entry } of streamIds ? streamIds.flatMap(quarantine.find) : quarantine.all()) {
    result.retried++;
    const again = readAgain(entry, decodeOptions);
    if (again.kind === "event") {
      const { event } = again;
      // Its producer may have sent it again, well, in the meantime.
      const isAgain = isThere(event.id) || late.find(event.id) !== null;
      const key = isAgain ? null : rows.add(event, keyBefore(entry.stream_id), true);
      if (key !== null) late.put(event.id, key);
      quarantine.remove(rowid);
      doctor.readAfterAll({ id: entry.stream_id, fields: entry.fields }, entry);
      if (isAgain) doctor.duplicate(event);
      result.readable++;
      continue;
    }
    result.still_unreadable++;
    const { field, reason } = again;
    if (entry.whole) quarantine.restate(rowid, field, reason);
    if (result.problems.length < PROBLEMS_TOLD)
      result.problems.push({ stream_id: entry.stream_id, field, reason });
  }
  return result;
}
