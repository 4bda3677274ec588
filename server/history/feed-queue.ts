import type { WireState } from "#lib/fold";
import type { Outage } from "#lib/history/outage";
import type { Entry } from "#server/store/port";
import type { Place } from "./writer/writer.ts";

/** One transaction takes so many entries: small ones cost more each, large ones keep a question waiting. */
const BATCH_ENTRIES = 2_000;
/** What waits beyond this is let go of, and read from the log instead. */
const WAITING_ENTRIES = 50_000;

export type Job =
  | { kind: "begin"; start: { place: Place; state: WireState } }
  | { kind: "entries"; place: Place; entries: readonly Entry[] }
  | { kind: "outage"; outage: Outage };

/** What the tail told and the file doesn't have yet, in order. */
export function createFeedQueue() {
  let jobs: Job[] = [];
  let waiting = 0;

  return {
    /** False when it has become too much. */
    push(job: Job): boolean {
      jobs.push(job);
      if (job.kind === "entries") waiting += job.entries.length;
      return waiting <= WAITING_ENTRIES;
    },
    /** What is to be written next: entries that were read in several turns go together. It stays until `done`. */
    next(): { job: Job; jobs: number } | null {
      const [first] = jobs;
      if (first?.kind !== "entries") return first ? { job: first, jobs: 1 } : null;
      const entries: Entry[] = [];
      let taken = 0;
      let { place } = first;
      for (const job of jobs) {
        if (job.kind !== "entries" || (taken > 0 && entries.length + job.entries.length > BATCH_ENTRIES))
          break;
        entries.push(...job.entries);
        place = job.place;
        taken++;
      }
      return { job: { kind: "entries", place, entries }, jobs: taken };
    },
    done(count: number): void {
      for (const job of jobs.splice(0, count)) if (job.kind === "entries") waiting -= job.entries.length;
    },
    /** Lets go of everything that can be read from the log. */
    dropEntries(): void {
      jobs = jobs.filter(({ kind }) => kind === "outage");
      waiting = 0;
    },
    isEmpty: (): boolean => jobs.length === 0,
    waiting: (): number => waiting,
  };
}
