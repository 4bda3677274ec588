import { expect, test } from "vitest";
import { createLatest } from "./latest.ts";

test("the first answer is waited for, a later one that is slow gives way to the last", async () => {
  const answers: ((value: number) => void)[] = [];
  const latest = createLatest(() => new Promise<number>((resolve) => answers.push(resolve)), 1);
  const first = latest();
  answers[0]?.(1);
  expect(await first).toBe(1);
  expect(await latest()).toBe(1);
  answers[1]?.(2);
  expect(await latest()).toBe(2);
});

test("one that fails in time is a failure", async () => {
  let fails = false;
  const latest = createLatest(async () => {
    if (fails) throw new Error("no file");
    return 1;
  }, 10_000);
  await latest();
  fails = true;
  await expect(latest()).rejects.toThrow("no file");
});
