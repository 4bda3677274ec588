import { expect, test } from "vitest";
import { emptyState, fold, toWire } from "../fold.ts";
import { streamIdSeconds } from "../stream-id.ts";
import { capsuleBegin } from "./capsule-begin.ts";
import { makeEvents } from "./replay.fixture.ts";

const events = makeEvents(4);
const first = streamIdSeconds(events[0]?.stream_id ?? "");

test("a capsule is shown from its window's begin on, where something was known by then", () =>
  expect(capsuleBegin({ from: first - 100, base: toWire(fold(emptyState, events)), events })).toBe(
    first - 100,
  ));

test("one of which nothing was known before is shown from its first event on", () => {
  const base = toWire(emptyState);
  expect(capsuleBegin({ from: first - 100, base, events })).toBe(first);
  expect(capsuleBegin({ from: first - 100, base, events: [] })).toBe(first - 100);
});
