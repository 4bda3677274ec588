import { expect, test } from "vitest";
import { patiently } from "./patiently.ts";

/** A load that fails so many times, and the waits between. */
function loading(failures: number) {
  const waits: number[] = [];
  let left = failures;
  const load = patiently(
    async () => {
      if (left-- > 0) throw new Error("not there");
      return "the part";
    },
    async (ms) => void waits.push(ms),
  );
  return { load, waits };
}

test("a part that can't be fetched is tried again, ever later", async () => {
  const { load, waits } = loading(6);
  expect(await load()).toBe("the part");
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
});

test("a part that isn't there after a minute fails for good", async () => {
  const { load, waits } = loading(1000);
  await expect(load()).rejects.toThrow("not there");
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(60_000);
});
