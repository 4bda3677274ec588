import type { DoctorReport } from "#lib/doctor/report";
import { AppError, messageOf } from "#lib/errors";
import type { DecodeOptions } from "#lib/events/decode";
import type { WireState } from "#lib/fold";
import type { Outage } from "#lib/history/outage";
import type { Cursor } from "#server/store/port";
import type { Packed } from "../states/along.ts";
import { createArchive } from "./archive.ts";
import { received, type SentBatch } from "./batch.ts";
import { isDamage, isFull, openForWriting, putAside, type SetAside } from "./open.ts";
import type { Limits } from "./retention.ts";

export interface WriterOptions {
  file: string;
  decodeOptions: DecodeOptions;
}

/** How far the history has come. `ordinal` counts the stream's entries up to the cursor; null when nobody knows. */
export interface Place {
  cursor: Cursor;
  ordinal: number | null;
}

/** What a start finds in the file. */
export interface Found {
  /** Where to go on, and the fold's state there; null for a new file. */
  start: { place: Place; state: WireState } | null;
  /** Ids of the newest events, oldest first. */
  recentIds: string[];
  /** When the server before this one was last alive, Unix seconds. */
  aliveAt: number | null;
  /** Outages that lasted when the server before this one ended without a word; they end at `aliveAt`. */
  leftOpen: Outage[];
  quarantined: number;
  /** A damaged file that was put out of the way. */
  setAside: SetAside | null;
}

export interface Standing {
  quarantined: number;
}

export interface Figures {
  events: number;
  /** Receive times, Unix seconds; null while there are none. */
  since: number | null;
  until: number | null;
  bytes: number;
  /** What the newest day took, by the file's mean size per event; null before an hour is known. */
  bytesPerDay: number | null;
  outages: number;
}

export type WriterMethods = ReturnType<typeof createWriter>;

/** The writing side of the history, the body of its thread. One that finds its file damaged puts it out of the way. */
export function createWriter({ file, decodeOptions }: WriterOptions) {
  let archive: ReturnType<typeof createArchive> | null = null;
  let setAside: SetAside | null = null;

  function guarded<A extends unknown[], R>(
    work: (open: NonNullable<typeof archive>, ...argument: A) => R,
  ): (...argument: A) => R {
    return (...argument) => {
      if (!archive) throw new AppError("history_unavailable", "The history's file is not open");
      try {
        return work(archive, ...argument);
      } catch (error) {
        if (!isDamage(error)) throw told(error);
        letGo(error);
        throw new AppError("history_unavailable", `The history's file is damaged: ${messageOf(error)}`);
      }
    };
  }

  function letGo(damage: unknown): void {
    archive?.abandon();
    archive = null;
    setAside = { file: putAside(file), reason: messageOf(damage) };
  }

  function openArchive() {
    const opened = openForWriting(file);
    setAside = opened.setAside ?? setAside;
    try {
      return createArchive(opened.db, decodeOptions);
    } catch (error) {
      opened.db.close();
      throw error;
    }
  }

  function findIn(): ReturnType<NonNullable<typeof archive>["find"]> {
    archive ??= openArchive();
    return archive.find();
  }

  /** A file that turns out to be damaged is put out of the way, and an empty one begun. */
  function findInWhole(): ReturnType<typeof findIn> {
    try {
      return findIn();
    } catch (error) {
      if (!isDamage(error)) throw error;
      letGo(error);
      return findIn();
    }
  }

  return {
    /** Opens the file, unless it is open, and tells what is in it. */
    find(): Found {
      try {
        const found = { ...findInWhole(), setAside };
        setAside = null;
        return found;
      } catch (error) {
        throw told(error);
      }
    },
    /** The fold begins anew here: `state` is what it begins with. */
    begin: guarded((open, start: { place: Place; state: WireState }) => open.begin(start)),
    add: guarded((open, batch: SentBatch): Standing => open.add(received(batch))),
    /** A state that was folded from the file. */
    putState: guarded((open, packed: Packed) => open.putState(packed)),
    putOutage: guarded((open, outage: Outage) => open.putOutage(outage)),
    /** This server is alive at this moment, Unix seconds. */
    alive: guarded((open, at: number) => open.alive(at)),
    /** Everything so far outlives a power loss when this returns. */
    settle: guarded((open) => open.settle()),
    /** Removes one step of what is beyond the limits. */
    trim: guarded((open, limits: Limits) => open.trim(limits)),
    /** What came of late is found quickly from then on: one step, and whether there is more to do. */
    fillMentions: guarded((open): { more: boolean } => open.fillMentions()),
    figures: guarded((open): Figures => open.figures()),
    doctor: guarded((open): DoctorReport => open.doctor()),
    quarantined: guarded((open): number => open.quarantined()),
    /** A page of them, newest first; `after` is the `next` of an earlier one. */
    newestQuarantined: guarded((open, page: { limit: number; after: number | null }) =>
      open.newestQuarantined(page),
    ),
    /** Reads entries again that were put aside; `null` means all. */
    retryQuarantined: guarded((open, streamIds: string[] | null) => open.retryQuarantined(streamIds)),
    dropQuarantined: guarded((open, streamIds: string[] | null): number => open.dropQuarantined(streamIds)),
    close(): void {
      archive?.close();
      archive = null;
    },
  };
}

function told(error: unknown): AppError {
  const what = isFull(error) ? "the disk is full" : messageOf(error);
  return new AppError("history_unavailable", `The history can't be written: ${what}`, { cause: error });
}
