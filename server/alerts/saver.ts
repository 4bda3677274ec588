import { setTimeout as wait } from "node:timers/promises";
import type { Cadence } from "#lib/alerts/conditions";
import type { SavedTrack } from "#lib/alerts/engine";
import type { Transition } from "#lib/alerts/track";
import { createBackoff } from "#lib/backoff";
import { isAppError, messageOf } from "#lib/errors";
import { toFields } from "#lib/events/fields";
import type { Logger } from "#server/log";
import type { Cursor, Lease, NewEntry, Records } from "#server/store/port";
import { toldEvent } from "./told.ts";

const COLLECTION = "alerts:engine";
const KEY = "tracks";
/** So often at least: who takes over reads on from here. */
const SAVE_EVERY_MS = 5_000;

/** Where the rules stand, and the place in the stream up to which they were evaluated. Times are Unix seconds. */
export interface Saved {
  cursor: Cursor;
  tracks: SavedTrack[];
  cadences: [source: string, Cadence][];
  looking_since: number;
  alive_at: number;
}

export const readSaved = async (records: Records): Promise<Saved | null> =>
  (await records.get<Saved>(COLLECTION, KEY))?.value ?? null;

export interface SaverOptions {
  records: Records;
  lease: Lease;
  onOvertaken(): void;
  logger: Logger;
}

/**
 * Writes what is told and where the rules stand in one step, under the lease: whoever takes over neither tells it again
 * nor forgets it. Never waits for the store: what is told meanwhile goes with the next step.
 */
export function createSaver({ records, lease, onOvertaken, logger }: SaverOptions) {
  const backoff = createBackoff(100, 5_000);
  let queue: NewEntry[] = [];
  let wanted: (() => Saved) | null = null;
  let writing: Promise<void> | null = null;
  let stopped = false;
  let savedAt = Number.NEGATIVE_INFINITY;

  async function write(): Promise<void> {
    while (wanted && !stopped) {
      // Of the same moment: the tracks know of everything that is told with them.
      const value = wanted();
      const entries = queue;
      wanted = null;
      queue = [];
      savedAt = performance.now();
      await writeOne(value, entries);
    }
  }

  async function writeOne(value: Saved, entries: readonly NewEntry[]): Promise<void> {
    const appends = entries.map((entry) => ({ stream: "events" as const, entry }));
    while (!stopped) {
      try {
        await records.commit({
          puts: [{ collection: COLLECTION, key: KEY, value }],
          appends,
          fence: lease,
        });
        backoff.reset();
        return;
      } catch (error) {
        if (isAppError(error) && error.code === "conflict") {
          stopped = true;
          return onOvertaken();
        }
        logger.warn({ waiting: entries.length, reason: messageOf(error) }, "alerts wait for the store");
        await wait(backoff.nextMs(), undefined, { ref: false });
      }
    }
  }

  return {
    isDue: (): boolean => performance.now() - savedAt >= SAVE_EVERY_MS,
    /** `present` is asked when it is its turn. */
    save(told: readonly Transition[], present: () => Saved): void {
      if (stopped) return;
      for (const transition of told) {
        const event = toldEvent(transition);
        queue.push({ dedupId: event.id, fields: toFields(event) });
      }
      wanted = present;
      writing ??= write().finally(() => {
        writing = null;
      });
    },
    stop(): void {
      stopped = true;
    },
    /** Waits until what was to be saved is, at most a while. */
    async finish(): Promise<void> {
      await Promise.race([writing, wait(SAVE_EVERY_MS, undefined, { ref: false })]);
      stopped = true;
    },
  };
}
