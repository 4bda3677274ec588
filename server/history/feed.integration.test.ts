import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEvent } from "#lib/events/create";
import { toFields } from "#lib/events/fields";
import { emptyState, toWire } from "#lib/fold";
import { createLogger } from "#server/log";
import { openStore } from "#server/store/open";
import type { Entry, Store } from "#server/store/port";
import { type History, openHistory } from "./index.ts";
import type { Place } from "./writer/writer.ts";

let dir: string;
let store: Store;
let history: History;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "brainwave-feed-"));
  store = await openStore({ dataDir: dir });
  history = await openHistory({
    dataDir: dir,
    log: store.log,
    logger: createLogger("silent"),
    decodeOptions: {},
    retentionDays: 90,
    retentionBytes: null,
  });
});
afterEach(async () => {
  await history.close();
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

async function appended(count: number): Promise<Entry[]> {
  const events = Array.from({ length: count }, () =>
    createEvent("metrics.aggregation_started", { job_id: "j", started_at: 1 }, 1),
  );
  await store.log.append(
    "events",
    events.map((event) => ({ dedupId: event.id, fields: toFields(event) })),
  );
  return store.log.range("events", { limit: count });
}

async function begun(): Promise<(entry: Entry | undefined) => Place> {
  const { epoch } = await store.log.info("events");
  const placeOf = (entry: Entry | undefined): Place => ({
    cursor: { epoch, streamId: entry?.id ?? "0-0", eventId: entry?.fields.id ?? null },
    ordinal: null,
  });
  history.archive.begin({ place: placeOf(undefined), state: toWire(emptyState) });
  await history.reached("0-0", 20_000);
  await nextTurn();
  return placeOf;
}

/** Whatever would bring the file to this place fails. */
function failAt({ id }: Entry): void {
  const db = new DatabaseSync(join(dir, "history.sqlite"), { timeout: 5000 });
  db.exec(`CREATE TRIGGER fail BEFORE INSERT ON note WHEN new.name = 'place' AND new.value LIKE '%"${id}"%'
    BEGIN SELECT raise(ABORT, 'no room'); END`);
  db.close();
}

const inFile = async (): Promise<string[]> =>
  (await history.reader.page({ limit: 1_000, order: "oldest" })).events.map((event) => event.stream_id);

test("a batch that was on its way behind one that failed isn't written without it", async () => {
  const entries = await appended(20);
  const [first, last] = [entries[9] as Entry, entries[19] as Entry];
  const placeOf = await begun();
  failAt(first);
  history.archive.entries(placeOf(first), entries.slice(0, 10));
  history.archive.entries(placeOf(last), entries.slice(10));
  expect(await history.reached(last.id, 20_000)).toBe(true);
  expect(await inFile()).toEqual(entries.map(({ id }) => id));
});
