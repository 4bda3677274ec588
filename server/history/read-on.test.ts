import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEvent } from "#lib/events/create";
import { toFields } from "#lib/events/fields";
import type { StreamId } from "#lib/stream-id";
import { openStore } from "#server/store/open";
import type { EventLog, Store } from "#server/store/port";
import { readOn } from "./read-on.ts";
import type { Place } from "./writer/writer.ts";

let dir: string;
let store: Store;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "brainwave-read-on-"));
  store = await openStore({ dataDir: dir });
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

async function append(count: number, more: Record<string, unknown> = {}): Promise<StreamId[]> {
  const events = Array.from({ length: count }, () =>
    createEvent("metrics.aggregation_started", { job_id: "j", started_at: 1, ...more }, 1),
  );
  return store.log.append(
    "events",
    events.map((event) => ({ dedupId: event.id, fields: toFields(event) })),
  );
}

async function placeAfter(id: StreamId): Promise<Place> {
  const { epoch } = await store.log.info("events");
  const [entry] = await store.log.range("events", { limit: 1, order: "desc" });
  return { cursor: { epoch, streamId: id, eventId: entry?.fields.id ?? null }, ordinal: 1 };
}

test("what is read together comes in order, and joins on to the file's place", async () => {
  const [first] = await append(1);
  const place = await placeAfter(first as StreamId);
  const ids = await append(2_500);
  const step = await readOn(store.log, place, null);
  if (step.kind !== "entries") throw new Error(`it was ${step.kind}`);
  expect(step.entries.map(({ id }) => id)).toEqual(ids);
  expect(step.place).toMatchObject({ cursor: { streamId: ids.at(-1) }, ordinal: 2_501 });
});

test("as much as one write can take, and no more: by number and by size", async () => {
  const [first] = await append(1);
  const place = await placeAfter(first as StreamId);
  await append(5_200);
  const many = await readOn(store.log, place, null);
  expect(many).toMatchObject({ kind: "entries", entries: { length: 5_000 } });
  const [last] = await append(1);
  const behind = await placeAfter(last as StreamId);
  await append(1_200, { text: "x".repeat(10_000) });
  const large = await readOn(store.log, behind, null);
  expect(large).toMatchObject({ kind: "entries", entries: { length: 1_000 } });
});

test("what is trimmed away while it is read is never passed over in silence", async () => {
  const [first] = await append(1);
  const place = await placeAfter(first as StreamId);
  const ids = await append(10);
  const trimming: EventLog = {
    ...store.log,
    // Another publisher, between our questions.
    async range(stream, query) {
      await store.log.trim("events", ids[5] as StreamId);
      return store.log.range(stream, query);
    },
  };
  expect(await readOn(trimming, place, null)).toMatchObject({ kind: "begin", place: { ordinal: 6 } });
});
