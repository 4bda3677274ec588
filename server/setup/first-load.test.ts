import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { firstLoads, tooHeavy } from "./first-load.mjs";

test("a route weighs what its chunks weigh together, heaviest first", () => {
  const root = mkdtempSync(join(tmpdir(), "brainwave-first-load-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, "dist", "diagnostics"), { recursive: true });
  const noise = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
  writeFileSync(join(root, "dist", "shared.js"), noise(2000));
  writeFileSync(join(root, "dist", "own.js"), noise(4000));
  const stats = [
    { route: "/", firstLoadChunkPaths: ["dist/shared.js"] },
    { route: "/events", firstLoadChunkPaths: ["dist/shared.js", "dist/own.js"] },
  ];
  writeFileSync(join(root, "dist", "diagnostics", "route-bundle-stats.json"), JSON.stringify(stats));
  expect(firstLoads(root, "dist")).toEqual([
    { route: "/events", kib: 6 },
    { route: "/", kib: 2 },
  ]);
});

test("the overview may load less than other pages", () => {
  const loads = ["/", "/events"].flatMap((route) => [220, 221, 250, 251].map((kib) => ({ route, kib })));
  expect(tooHeavy(loads)).toEqual([
    { route: "/", kib: 221, limit: 220 },
    { route: "/", kib: 250, limit: 220 },
    { route: "/", kib: 251, limit: 220 },
    { route: "/events", kib: 251, limit: 250 },
  ]);
});
