import { expect, test } from "vitest";
import { runsTypeScript } from "./node.mjs";

test("only a Node that runs TypeScript and SQLite without a flag may serve", () => {
  expect(["24.0.0", "24.21.0", "26.1.0", "22.18.0"].filter((version) => !runsTypeScript(version))).toEqual(
    [],
  );
  expect(["18.20.0", "20.20.2", "22.17.1", "23.11.0"].filter(runsTypeScript)).toEqual([]);
});
