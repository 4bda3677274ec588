import { expect, test, vi } from "vitest";
import type { Cursor, Frame } from "#lib/live/protocol";
import { createReturning } from "./returning.ts";
import { createRing } from "./ring.ts";

const at = (streamId: string): Cursor => ({ epoch: "e", streamId, eventId: streamId });
const frame = (from: string, to: string): Frame => ({ from, to: at(to), events: [] });

function returning() {
  const ring = createRing();
  ring.add(frame("0-0", "1-0"), 10);
  ring.add(frame("1-0", "2-0"), 10);
  const give = vi.fn();
  return { give, bringBack: createReturning({ ring, present: () => at("2-0"), flush: () => {}, give }) };
}

test("clients that come back to one place share a frame, those at another have their own", async () => {
  const { give, bringBack } = returning();
  const all = [bringBack("a", at("1-0")), bringBack("b", at("1-0")), bringBack("c", at("2-0"))];
  expect(await Promise.all(all)).toEqual([true, true, true]);
  expect(give.mock.calls).toEqual([
    [["a", "b"], frame("1-0", "2-0")],
    [["c"], null],
  ]);
});

test("where the ring doesn't reach back to, nothing is given", async () => {
  const { give, bringBack } = returning();
  expect(await bringBack("a", at("0-1"))).toBe(false);
  expect(await bringBack("b", { ...at("1-0"), epoch: "another" })).toBe(false);
  expect(give).not.toHaveBeenCalled();
});
