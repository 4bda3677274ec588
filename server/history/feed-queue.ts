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

/** What is to be written next, and what is called once it is in the file. */
export interface Next {
  job: Job;
  done(): void;
}

/** What the tail told and the file doesn't have yet, in order. */
export function createFeedQueue() {
  let jobs: Waiting[] = [];
  /** So many of them, the first ones, were given already. */
  let given = 0;
  let waiting = 0;
  let chars = 0;

  function take(count: number, job: Job): Next {
    const taken = jobs.slice(given, given + count);
    given += count;
    return { job, done: () => remove(taken) };
  }

  /** They are the first, or were let go of meanwhile. */
  function remove(taken: readonly Waiting[]): void {
    if (jobs[0] !== taken[0]) return;
    for (const done of jobs.splice(0, taken.length)) {
      waiting -= done.entries;
      chars -= done.chars;
    }
    given = Math.max(0, given - taken.length);
  }

  return {
    /** False when it has become too much. */
    push(job: Job): boolean {
      const size = sizeOf(job);
      jobs.push({ job, ...size });
      waiting += size.entries;
      chars += size.chars;
      return waiting <= WAITING_ENTRIES && chars <= WAITING_CHARS;
    },
    /** What wasn't given yet: entries that were read in several turns go together. They stay until they are done. */
    next(): Next | null {
      const first = jobs[given]?.job;
      if (first?.kind !== "entries") return first ? take(1, first) : null;
      const entries: Entry[] = [];
      let taken = 0;
      let takenChars = 0;
      let { place } = first;
      for (const { job, chars } of jobs.slice(given)) {
        if (job.kind !== "entries") break;
        takenChars += chars;
        const isMore = entries.length + job.entries.length > BATCH_ENTRIES || takenChars > BATCH_CHARS;
        if (taken > 0 && isMore) break;
        entries.push(...job.entries);
        place = job.place;
        taken++;
      }
      return take(taken, { kind: "entries", place, entries });
    },
    /** Lets go of everything that can be read from the log. What else wasn't done is given again. */
    dropEntries(): void {
      jobs = jobs.filter(({ job }) => job.kind === "outage");
      given = 0;
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
