import { expect, test } from "vitest";
import { emptyState, toWire } from "#lib/fold";
import { outageOf } from "./own-outage.ts";

const found = (aliveAt: number | null, streamId: string) => ({
  aliveAt,
  start: {
    place: { cursor: { epoch: "e", streamId, eventId: null }, ordinal: null },
    state: toWire(emptyState),
  },
});

test("begins with the last sign of life", () => {
  expect(outageOf(found(100, "90000-0"), 110)).toMatchObject({ cause: "server_down", from: 100, to: 110 });
});

test("begins right after the last event where that came later", () => {
  expect(outageOf(found(100, "101500-3"), 110)).toMatchObject({ from: 101.501, to: 110 });
});

test("is not put into the future by an id that is ahead of our clock", () => {
  expect(outageOf(found(100, "999000-0"), 110)).toMatchObject({ from: 100, to: 110 });
});

test("is none within a second, and where nothing is known", () => {
  expect(outageOf(found(109.5, "90000-0"), 110)).toBeNull();
  expect(outageOf(found(100, "109500-0"), 110)).toBeNull();
  expect(outageOf(found(null, "90000-0"), 110)).toBeNull();
  expect(outageOf(null, 110)).toBeNull();
});
