import { charsOfAll } from "#lib/events/fields";
import type { WireState } from "#lib/fold";
import type { Outage } from "#lib/history/outage";
import type { Entry } from "#server/store/port";
import type { Place } from "./writer/writer.ts";

/**
 * One transaction takes so many entries: small ones cost more each, large ones keep a question waiting. An entry may be
 * as large as a thousand others.
 */
export const BATCH_ENTRIES = 5_000;
export const BATCH_CHARS = 8 * 1024 * 1024;
/** What waits beyond this is let go of, and read from the log instead. */
const WAITING_ENTRIES = 50_000;
const WAITING_CHARS = 64 * 1024 * 1024;

export type Job =
  | { kind: "begin"; start: { place: Place; state: WireState } }
  | { kind: "entries"; place: Place; entries: readonly Entry[] }
  | { kind: "outage"; outage: Outage };

interface Waiting {
  job: Job;
  entries: number;
  chars: number;
}

/** What the tail told and the file doesn't have yet, in order. */
export function createFeedQueue() {
  let jobs: Waiting[] = [];
  let waiting = 0;
  let chars = 0;

  return {
    /** False when it has become too much. */
    push(job: Job): boolean {
      const size = sizeOf(job);
      jobs.push({ job, ...size });
      waiting += size.entries;
      chars += size.chars;
      return waiting <= WAITING_ENTRIES && chars <= WAITING_CHARS;
    },
    /** What is to be written next: entries that were read in several turns go together. It stays until `done`. */
    next(): { job: Job; jobs: number } | null {
      const first = jobs[0]?.job;
      if (first?.kind !== "entries") return first ? { job: first, jobs: 1 } : null;
      const entries: Entry[] = [];
      let taken = 0;
      let takenChars = 0;
      let { place } = first;
      for (const { job, chars } of jobs) {
        if (job.kind !== "entries") break;
        takenChars += chars;
        const isMore = entries.length + job.entries.length > BATCH_ENTRIES || takenChars > BATCH_CHARS;
        if (taken > 0 && isMore) break;
        entries.push(...job.entries);
        place = job.place;
        taken++;
      }
      return { job: { kind: "entries", place, entries }, jobs: taken };
    },
    done(count: number): void {
      for (const done of jobs.splice(0, count)) {
        waiting -= done.entries;
        chars -= done.chars;
      }
    },
    /** Lets go of everything that can be read from the log. */
    dropEntries(): void {
      jobs = jobs.filter(({ job }) => job.kind === "outage");
      waiting = 0;
      chars = 0;
    },
    isEmpty: (): boolean => jobs.length === 0,
    waiting: (): number => waiting,
  };
}

function sizeOf(job: Job): { entries: number; chars: number } {
  if (job.kind !== "entries") return { entries: 0, chars: 0 };
  return { entries: job.entries.length, chars: charsOfAll(job.entries) };
}
