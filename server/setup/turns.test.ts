import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { setImmediate as tick } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { inTurn, lockOf } from "./turns.mjs";

vi.mock("./say.mjs", () => ({ say: () => {} }));

test("two pieces of the same work are done one after the other", async () => {
  const log: string[] = [];
  const work = (who: string) => async () => {
    log.push(`${who} begins`);
    await tick();
    log.push(`${who} ends`);
  };
  await Promise.all([inTurn("turns test", work("a")), inTurn("turns test", work("b"))]);
  expect(log).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  expect(existsSync(lockOf("turns test"))).toBe(false);
});

test("work that fails gives up its turn", async () => {
  await expect(inTurn("failing test", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(lockOf("failing test"))).toBe(false);
});

test("a turn whose holder was killed is taken over", async () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(lockOf("killed test"), String(pid));
  await expect(inTurn("killed test", async () => "done")).resolves.toBe("done");
});
