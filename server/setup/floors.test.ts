import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isAtLeast } from "./node.mjs";
import { inProject } from "./project.mjs";

/** The oldest versions without a known fault that matters here. Every nested copy counts. */
const FLOORS: Record<string, string> = {
  next: "16.4.5",
  "engine.io": "6.6.10",
  "socket.io-parser": "4.2.6",
  ws: "8.21.1",
};

const lock = JSON.parse(readFileSync(inProject("package-lock.json"), "utf8")) as {
  packages: Record<string, { version: string }>;
};

test.each(Object.entries(FLOORS))("every copy of %s is %s or newer", (name, floor) => {
  const copies = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
  expect(copies).not.toEqual([]);
  expect(copies.filter(([, { version }]) => !isAtLeast(version, floor))).toEqual([]);
});
