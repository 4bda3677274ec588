import { onTestFinished, vi } from "vitest";
import { STREAM_START } from "#lib/stream-id";
import type { StoreHarness } from "../contract.ts";
import type { Cursor, Entry, Followed, NewEntry, Store, StoreLink, StreamName } from "../port.ts";

/** What each test of the contract works with: `store` is a new one on an empty place. */
export interface Bench {
  store: Store;
  harness: StoreHarness;
  open(): Promise<Store>;
}

/** Waits until it doesn't throw any more. Long enough for a machine that stands still for seconds now and then. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 20_000, interval: 10 });

/** An entry as an event is stored, known by its id. */
export const event = (id: string, more: Record<string, string> = {}): NewEntry => ({
  dedupId: id,
  fields: { id, type: "test.happened", ...more },
});

export const events = (...ids: string[]): NewEntry[] => ids.map((id) => event(id));

export const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `e${from + i}`);

/** The event ids of entries. */
export const idsOf = (entries: readonly Entry[]): (string | undefined)[] =>
  entries.map(({ fields }) => fields.id);

export const startOf = async (store: Store, stream: StreamName = "events"): Promise<Cursor> => ({
  epoch: (await store.log.info(stream)).epoch,
  streamId: STREAM_START,
  eventId: null,
});

export const cursorAt = async (store: Store, { id, fields }: Entry): Promise<Cursor> => ({
  epoch: (await store.log.info("events")).epoch,
  streamId: id,
  eventId: fields.id ?? null,
});

export async function entryOf(store: Store, at: number) {
  const entry = (await store.log.range("events", { limit: at + 1 }))[at];
  if (!entry) throw new Error(`no entry ${at}`);
  return entry;
}

interface FollowOptions {
  stream?: StreamName;
  batchSize?: number;
}

/** A follower that writes down what it hears, until the test ends. */
export function follow(store: Store, cursor: Cursor, { stream = "events", batchSize }: FollowOptions = {}) {
  const stop = new AbortController();
  const heard: Followed[] = [];
  const links: StoreLink[] = [];
  const options = { signal: stop.signal, onLink: (link: StoreLink) => void links.push(link), batchSize };
  const ended = (async () => {
    for await (const followed of store.log.follow(stream, cursor, options)) heard.push(followed);
  })();
  const close = async () => {
    stop.abort();
    await ended;
  };
  onTestFinished(close);

  const entries = () => heard.flatMap((followed) => (followed.kind === "entries" ? followed.entries : []));
  return {
    heard,
    links,
    ended,
    stop: close,
    entries,
    ids: () => idsOf(entries()),
    gaps: () => heard.filter((followed) => followed.kind === "gap"),
    /** Whether it has ever been told that the store is there. */
    isUp: () => links.at(-1)?.up === true,
  };
}
