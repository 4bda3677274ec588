import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { SOURCES } from "./build.mjs";
import { root } from "./project.mjs";

// At the root, but of the tests alone: changing these must not cost a build.
const OF_TESTS = ["playwright.config.ts", "vitest.config.ts"];

test("a change of any program at the root makes the build stale", () => {
  const programs = readdirSync(root).filter(
    (file) => /\.(ts|mjs)$/.test(file) && !file.endsWith(".d.ts") && !OF_TESTS.includes(file),
  );
  expect(programs).toContain("next.config.ts");
  expect(SOURCES).toEqual(expect.arrayContaining(programs));
});
