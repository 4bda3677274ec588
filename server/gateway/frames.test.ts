import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { StoredEvent } from "#lib/events/envelope";
import type { Frame } from "#lib/live/protocol";
import { createFrames, gatherMs } from "./frames.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const to = (streamId: string) => ({ epoch: "E", streamId, eventId: null });
const events = (count: number) => Array.from({ length: count }, () => ({}) as StoredEvent);

test("the window grows with the deliveries per second", () => {
  expect([1000, 50_000, 400_000, 1_000_000, 10_000_000].map(gatherMs)).toEqual([0, 0, 8, 16, 50]);
});

test("a lone event leaves at once", () => {
  const sent: Frame[] = [];
  const frames = createFrames({
    send: (frame) => sent.push(frame),
    clients: () => 50,
    now: () => Date.now(),
  });
  frames.add("1-0", to("2-0"), events(1), 100);
  expect(sent).toHaveLength(1);
});

test("under load frames are joined without a hole, and the last one is not left behind", () => {
  const sent: Frame[] = [];
  const frames = createFrames({
    send: (frame) => sent.push(frame),
    clients: () => 200,
    now: () => Date.now(),
  });
  let last = 0;
  for (let turn = 0; turn < 400; turn++) {
    frames.add(`${last}-0`, to(`${last + 1}-0`), events(5), 500);
    last += 1;
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(100);
  expect(sent.length).toBeLessThan(300);
  expect(sent.reduce((sum, frame) => sum + frame.events.length, 0)).toBe(2000);
  for (const [index, frame] of sent.entries()) expect(frame.from).toBe(sent[index - 1]?.to.streamId ?? "0-0");
  expect(sent.at(-1)?.to.streamId).toBe(`${last}-0`);
});
