import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "#lib/errors";
import type { DecodeOptions } from "#lib/events/decode";
import type { WireState } from "#lib/fold";
import type { HistoryReport } from "#lib/history/api";
import { toSeconds } from "#lib/time";
import type { Logger } from "#server/log";
import type { EventLog } from "#server/store/port";
import { createFeed } from "./feed.ts";
import { keepFound } from "./keep-found.ts";
import { keepTrimmed } from "./keep-trimmed.ts";
import { outageOf } from "./own-outage.ts";
import type { HistoryReader } from "./port.ts";
import { createReader } from "./reader/index.ts";
import { keepStates } from "./states/index.ts";
import { createThread } from "./thread.ts";
import type { Found, Place, WriterMethods } from "./writer/writer.ts";

/** A crash is noticed at the next start: so far back at most it is said to have begun. */
const ALIVE_EVERY_MS = 2_000;
const DRAIN_MS = 5_000;

export interface HistoryOptions {
  dataDir: string;
  log: EventLog;
  logger: Logger;
  decodeOptions: DecodeOptions;
  retentionDays: number;
  /** Null without a limit. */
  retentionBytes: number | null;
  now?: () => number;
}

export type History = Awaited<ReturnType<typeof openHistory>>;

/**
 * What this gateway keeps of the past, in `<dataDir>/history.sqlite`: every event, the fold's saved states, outages,
 * what was put aside, and the doctor's findings. Written and read in threads of their own. Everything in it can be
 * made again from the log as far as that reaches back, so a damaged file is set aside and begun anew.
 */
export async function openHistory(options: HistoryOptions) {
  const { dataDir, log, logger, decodeOptions, now = Date.now } = options;
  const file = join(dataDir, "history.sqlite");
  let presentOf: () => { place: Place; state: WireState } | null = () => null;
  const writer = createThread<WriterMethods>(new URL("./writer/worker.ts", import.meta.url), {
    file,
    decodeOptions,
  });
  const states = keepStates({
    file,
    writer,
    onTrouble: (reason) =>
      logger.warn({ reason }, "states of the past could not be saved: it is tried again"),
  });
  const feed = createFeed({ writer, states, log, logger, present: () => presentOf(), onFound: tellSetAside });
  const reader: HistoryReader = createReader({ file });

  async function recount<T>(result: T): Promise<T> {
    feed.recount(await writer.call("quarantined"));
    return result;
  }

  function tellSetAside({ setAside }: Found): void {
    if (setAside)
      logger.error(setAside, "the history's file was damaged: set aside, and built anew from the log");
  }

  const found = await writer.call("find").catch((error: unknown) => messageOf(error));
  if (typeof found === "string") feed.startWithout(found);
  else feed.startAt(found);
  const kept = typeof found === "string" ? null : found;
  const ownOutage = outageOf(kept, toSeconds(now()));

  const noteAlive = () => {
    // While the file can't be written the feed says so.
    if (feed.state().kind !== "unavailable")
      void writer.call("alive", toSeconds(now())).catch(() => undefined);
  };
  // At once, too: who is killed soon after the start was there.
  noteAlive();
  const alive = setInterval(noteAlive, ALIVE_EVERY_MS);
  const trimming = keepTrimmed({ ...options, writer, upTo: feed.upTo });
  const finding = keepFound(writer);

  return {
    /** Where a start goes on, and the state there; null when nothing is kept. */
    start: kept?.start ?? null,
    recentIds: kept?.recentIds ?? [],
    /** That this server was away, to be told once what became of it is known; null when it wasn't. */
    ownOutage,
    /** Outages that the server before this one left open: what they cost is told with its own. */
    leftOpen: kept?.leftOpen ?? [],
    archive: feed.archive,
    reader,
    reached: feed.reached,
    /** What the history has for good: the log may let go of it. */
    settledUpTo: trimming.settledUpTo,
    quarantined: feed.quarantined,
    /** How the file is doing, and how many entries wait for it. */
    standing: () => ({ ...feed.state(), behind: feed.behind() }),
    /** How the tail stands; asked for when a history that was begun anew has caught up. */
    follow(present: () => { place: Place; state: WireState }): void {
      presentOf = present;
    },
    doctor: {
      report: () => writer.call("doctor"),
      newest: (limit: number, after: number | null) => writer.call("newestQuarantined", { limit, after }),
      retry: (streamIds: string[] | null) => writer.call("retryQuarantined", streamIds).then(recount),
      drop: (streamIds: string[] | null) => writer.call("dropQuarantined", streamIds).then(recount),
    },
    async report(): Promise<Omit<HistoryReport, "samples">> {
      const state = feed.state();
      const problem = state.kind === "unavailable" ? state.reason : null;
      const figures = await writer.call("figures").catch(() => null);
      const disk = await statfs(dataDir).catch(() => null);
      return {
        state: state.kind,
        problem: problem ?? (figures ? null : "The history's file can't be read"),
        events: figures?.events ?? 0,
        since: figures?.since ?? null,
        until: figures?.until ?? null,
        behind: (await missingOf(log, feed.upTo()).catch(() => null)) ?? feed.behind(),
        bytes: figures?.bytes ?? 0,
        bytes_per_day: figures?.bytesPerDay ?? null,
        free_bytes: disk ? disk.bavail * disk.bsize : null,
        retention_days: options.retentionDays,
        retention_bytes: options.retentionBytes,
        outages: figures?.outages ?? 0,
      };
    },
    async close(): Promise<void> {
      clearInterval(alive);
      trimming.close();
      finding.close();
      await feed.close(DRAIN_MS);
      await states.close();
      await writer.call("alive", toSeconds(now())).catch(() => undefined);
      await writer.call("close").catch((error: unknown) => {
        logger.error({ reason: messageOf(error) }, "the history could not be closed well");
      });
      await reader.close();
      await writer.close();
    },
  };
}

/** How many of the stream's entries come after this place; null when nobody can tell. */
async function missingOf(log: EventLog, upTo: Place | null): Promise<number | null> {
  const { epoch, removed, length } = await log.info("events");
  if (removed === null || upTo?.cursor.epoch !== epoch || upTo.ordinal === null) return null;
  return Math.max(0, removed + length - upTo.ordinal);
}
