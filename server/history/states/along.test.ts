import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { toFields } from "#lib/events/fields";
import { emptyState, fold, fromWire, toWire } from "#lib/fold";
import { BEGIN, makeEvents } from "#lib/history/replay.fixture";
import { unpack } from "../saved-state.ts";
import { sent } from "../writer/batch.ts";
import { placeOf } from "../writer/temporary-file.fixture.ts";
import { createWriter, type WriterMethods } from "../writer/writer.ts";
import type { Packed } from "./along.ts";
import { createKeeper, type KeeperMethods } from "./keeper.ts";

const EVENTS = makeEvents(9_500, 0.25);
const OTHER = fold(emptyState, makeEvents(3));

let dir: string;
let writer: WriterMethods;
let keeper: KeeperMethods;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "brainwave-states-"));
  const file = join(dir, "history.sqlite");
  writer = createWriter({ file, decodeOptions: {} });
  keeper = createKeeper({ file });
  writer.find();
  writer.begin({ place: placeOf(`${BEGIN * 1000 - 1}-0`), state: toWire(emptyState) });
});
afterEach(() => {
  keeper.close(null);
  writer.close();
  rmSync(dir, { recursive: true, force: true });
});

function add(from: number, to: number): void {
  const entries = EVENTS.slice(from, to).map((event) => ({ id: event.stream_id, fields: toFields(event) }));
  writer.add(sent({ place: placeOf(entries.at(-1)?.id ?? "0-0"), entries }));
}

/** The states that are due by now, each in the file before the next is asked for. */
function saveDue({ anew = false } = {}): Packed[] {
  const first = keeper.next({ anew });
  if (!first) return [];
  writer.putState(first);
  return [first, ...saveDue()];
}

/** How many events of all there are a saved state stands behind, its own being the fold of just these. */
function eventsIn({ state: bytes }: Packed, begun = emptyState, from = 0): number {
  const { state, cursor } = unpack(bytes);
  const end = EVENTS.findIndex(({ stream_id }) => stream_id === cursor.streamId) + 1;
  expect(fromWire(state)).toEqual(fold(begun, EVENTS.slice(from, end)));
  return end;
}

test("a state is saved every few thousand events, however they come", () => {
  add(0, 3_000);
  expect(saveDue()).toEqual([]);
  add(3_000, 9_500);
  expect(saveDue().map((packed) => eventsIn(packed))).toEqual([4_000, 8_000]);
  expect(saveDue()).toEqual([]);
});

test("where the fold began anew, that state goes on", () => {
  add(0, 5_000);
  expect(saveDue().map((packed) => eventsIn(packed))).toEqual([4_000]);
  writer.begin({ place: placeOf(EVENTS[4_999]?.stream_id ?? ""), state: toWire(OTHER) });
  add(5_000, 9_500);
  expect(saveDue().map((packed) => eventsIn(packed, OTHER, 5_000))).toEqual([9_000]);
});

test("a fold that began anew right behind a saved state goes on from its own", () => {
  add(0, 4_000);
  expect(saveDue()).toHaveLength(1);
  writer.begin({ place: placeOf(EVENTS[3_999]?.stream_id ?? ""), state: toWire(OTHER) });
  add(4_000, 9_500);
  expect(saveDue({ anew: true }).map((packed) => eventsIn(packed, OTHER, 4_000))).toEqual([8_000]);
});

test("a state that did not come into the file is made again", () => {
  add(0, 9_500);
  const lost = keeper.next({ anew: false });
  const again = saveDue({ anew: true });
  expect(again[0]).toEqual(lost);
  expect(again.map((packed) => eventsIn(packed))).toEqual([4_000, 8_000]);
});

test("events that come after hours of silence have a state between them", () => {
  add(0, 1_000);
  const late = (BEGIN + 7 * 3_600) * 1000;
  const [first] = makeEvents(1);
  if (!first) throw new Error("no event");
  const entry = { id: `${late}-0`, fields: { ...toFields(first), id: "another" } };
  writer.add(sent({ place: placeOf(entry.id), entries: [entry] }));
  expect(saveDue().map(({ key }) => Number(key >> 20n))).toEqual([late]);
});
