import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { emptyState, fold, fromWire, toWire } from "#lib/fold";
import { makeEvents } from "#lib/history/replay.fixture";
import { pack, unpack } from "./saved-state.ts";

const cursor = { epoch: "e", streamId: "5-0", eventId: "an id" };
const state = fold(emptyState, makeEvents(40));

test("what is unpacked is what was packed", () => {
  const saved = unpack(pack({ state, cursor }));
  expect(saved.cursor).toEqual(cursor);
  expect(fromWire(saved.state)).toEqual(state);
});

test("a file from before, whose states were packed by another method, can be gone back in", () => {
  const before = deflateSync(JSON.stringify({ state: toWire(state), cursor }), { level: 1 });
  expect(unpack(before)).toEqual(unpack(pack({ state, cursor })));
});
