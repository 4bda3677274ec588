import { isObject, jsonTextProblem } from "#lib/json";
import { STREAM_START, type StreamId } from "#lib/stream-id";
import type { Entry, EventLog, Records } from "#server/store/port";

const COLLECTION = "metrics:missions";
const KEY = "counts";
const PAGE = 500;
/** Each status becomes a label at /metrics: what a producer makes up beyond this is counted as "other". */
const MAX_STATUSES = 50;
const STATUS = /^[\p{L}\p{N}_.:-][\p{L}\p{N}_.: -]{0,63}$/u;

/** How many mission entries there were, by status, each entry counted once. */
export interface MissionCounts {
  byStatus: Record<string, number>;
  /** Entries without a readable status. */
  unreadable: number;
}

interface Stored extends MissionCounts {
  epoch: string | null;
  streamId: StreamId;
}

const nothing: Stored = { byStatus: {}, unreadable: 0, epoch: null, streamId: STREAM_START };

export async function readMissionCounts(records: Records): Promise<{ counts: Stored; revision: number }> {
  const record = await records.get<Stored>(COLLECTION, KEY);
  return { counts: record?.value ?? nothing, revision: record?.revision ?? 0 };
}

/**
 * Counts what came since the last time. Nothing is stored yet: the commit's part comes back, so that
 * the counts, their cursor and the event that tells of them become true together.
 */
export async function countNewMissions(log: EventLog, records: Records) {
  const { counts, revision } = await readMissionCounts(records);
  const { epoch } = await log.info("missions");
  // Another epoch is another stream: what it holds was never counted.
  let after = counts.epoch === epoch ? counts.streamId : STREAM_START;
  const byStatus = new Map(Object.entries(counts.byStatus));
  let unreadable = counts.unreadable;
  const fresh = new Map<string, number>();
  let processed = 0;
  for (;;) {
    const entries = await log.range("missions", { after, limit: PAGE });
    for (const entry of entries) {
      const status = statusOf(entry);
      if (status === null) unreadable += 1;
      else {
        const name = countIn(byStatus, status);
        fresh.set(name, (fresh.get(name) ?? 0) + 1);
      }
    }
    processed += entries.length;
    after = entries.at(-1)?.id ?? after;
    if (entries.length < PAGE) break;
  }
  const value: Stored = { byStatus: Object.fromEntries(byStatus), unreadable, epoch, streamId: after };
  return {
    processed,
    /** Those that came since. */
    fresh: Object.fromEntries(fresh),
    counts: value,
    checks: [{ collection: COLLECTION, key: KEY, revision }],
    puts: [{ collection: COLLECTION, key: KEY, value }],
  };
}

/** The name under which it was counted. */
function countIn(byStatus: Map<string, number>, status: string): string {
  const name = byStatus.has(status) || byStatus.size < MAX_STATUSES ? status : "other";
  byStatus.set(name, (byStatus.get(name) ?? 0) + 1);
  return name;
}

/** The status of one entry of `brain.events.missions`: one field `data` with JSON; null when there is none. */
function statusOf({ fields }: Entry): string | null {
  const text = fields.data;
  if (!text || jsonTextProblem(text)) return null;
  try {
    const data: unknown = JSON.parse(text);
    return isObject(data) && typeof data.status === "string" && STATUS.test(data.status) ? data.status : null;
  } catch {
    return null; // Not JSON: counted as unreadable, which anybody can see.
  }
}
