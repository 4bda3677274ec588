import { constants, PerformanceObserver } from "node:perf_hooks";
import { expect, test } from "vitest";
import { streamOf } from "./walk.ts";

const MIB = 2 ** 20;
const PIECES = 16;

test("what was handed on is let go of a megabyte at a time", async () => {
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { detail } = entry as unknown as { detail: { kind: number } };
      if (detail.kind === constants.NODE_PERFORMANCE_GC_MINOR) collections += 1;
    }
  });
  observer.observe({ entryTypes: ["gc"] });
  async function* pieces(): AsyncGenerator<Uint8Array, void, void> {
    for (let n = 0; n < PIECES; n++) yield new Uint8Array(MIB);
  }
  let taken = 0;
  for await (const piece of streamOf(pieces())) taken += piece.length;
  expect(taken).toBe(PIECES * MIB);
  await expect.poll(() => collections).toBeGreaterThan(PIECES / 2);
  observer.disconnect();
});
