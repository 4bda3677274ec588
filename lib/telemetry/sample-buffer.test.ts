import { expect, test } from "vitest";
import { createSampleBuffer, type Report } from "./sample-buffer.ts";

const report = (timestamp: number, more: Record<string, number> = {}): Report => {
  const sample = { ...more, timestamp };
  return { sample, chars: JSON.stringify(sample).length, settle: () => {} };
};
const times = (reports: readonly Report[]) => reports.map(({ sample }) => sample.timestamp);
const wide = (timestamp: number) =>
  report(
    timestamp,
    Object.fromEntries(Array.from({ length: 32 }, (_, index) => [`${"x".repeat(60)}${index}`, 1])),
  );

test("beyond the limit the oldest are given up, also when some come back that did not arrive", () => {
  const buffer = createSampleBuffer(3);
  expect([1, 2, 3, 4].flatMap((time) => times(buffer.add(report(time))))).toEqual([1]);
  const sent = buffer.take();
  expect(times(sent)).toEqual([2, 3, 4]);
  buffer.add(report(5));
  expect(times(buffer.putBack(sent))).toEqual([2]);
  expect(times(buffer.take())).toEqual([3, 4, 5]);
});

test("a message holds at most a thousand samples, and stays below 64 KiB", () => {
  const buffer = createSampleBuffer(5000);
  for (let time = 0; time < 1500; time++) buffer.add(report(time));
  expect(buffer.take()).toHaveLength(1000);
  buffer.clear();
  for (let time = 0; time < 100; time++) buffer.add(wide(time));
  const message = JSON.stringify(buffer.take().map(({ sample }) => sample));
  expect(message.length).toBeGreaterThan(15_000);
  expect(3 * message.length).toBeLessThan(64 * 1024);
});

test("a refused message is sent in smaller ones until it is known which sample is bad", () => {
  const buffer = createSampleBuffer(100);
  for (let time = 0; time < 8; time++) buffer.add(report(time));
  const sizes: number[] = [];
  const arrived: number[] = [];
  while (buffer.size() > 0) {
    const sent = buffer.take();
    sizes.push(sent.length);
    if (!times(sent).includes(5)) {
      arrived.push(...times(sent));
      buffer.accepted();
    } else if (sent.length > 1) {
      buffer.refused(sent.length);
      buffer.putBack(sent);
    }
  }
  expect(arrived).toEqual([0, 1, 2, 3, 4, 6, 7]);
  expect(sizes).toEqual([8, 4, 4, 2, 1, 2, 1, 1, 1]);
});
