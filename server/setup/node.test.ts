import { expect, test } from "vitest";
import { isNewEnough } from "./node.mjs";

test("only a Node that runs TypeScript and SQLite without a flag, and has no known fault, may serve", () => {
  expect(["24.13.0", "24.21.0", "26.1.0", "22.22.0"].filter((version) => !isNewEnough(version))).toEqual([]);
  expect(["18.20.0", "20.20.2", "22.21.9", "23.11.0", "24.12.1"].filter(isNewEnough)).toEqual([]);
});
