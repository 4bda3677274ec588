import { expect, test } from "vitest";
import { parse } from "../../lib/query/parse.ts";
import { BUILT_IN, emptyShelf, parseShelf, withoutSaved, withRecent, withSaved } from "./saved-filters.ts";

test.each(BUILT_IN)("the filter that everybody has can be read: $name", ({ query }) => {
  expect(parse(query).kind).toBe("query");
});

test("a filter is kept under its name until it is thrown away", () => {
  let shelf = withSaved(withSaved(emptyShelf, " Night ", "type:a.b"), "Day", "type:c.d ");
  expect(shelf.saved).toEqual([
    { name: "Day", query: "type:c.d" },
    { name: "Night", query: "type:a.b" },
  ]);
  shelf = withSaved(shelf, "Night", "type:e.f");
  expect(shelf.saved).toContainEqual({ name: "Night", query: "type:e.f" });
  expect(withoutSaved(shelf, "Night").saved).toHaveLength(1);
  expect(parseShelf(JSON.stringify(shelf))).toEqual(shelf);
});

test("without a name or a filter nothing is kept", () => {
  expect(withSaved(emptyShelf, "  ", "a")).toBe(emptyShelf);
  expect(withSaved(emptyShelf, "a", "  ")).toBe(emptyShelf);
});

test("the last eight filters are remembered, each once, the newest first", () => {
  let shelf = emptyShelf;
  for (let i = 0; i < 12; i++) shelf = withRecent(shelf, `n:${i}`);
  shelf = withRecent(shelf, "n:6");
  expect(shelf.recent).toEqual(["n:6", "n:11", "n:10", "n:9", "n:8", "n:7", "n:5", "n:4"]);
});

test.each([null, "", "{", "[]", "null", '{"saved":[1,{"name":2}],"recent":{}}'])(
  "storage that is damaged is an empty shelf: %j",
  (text) => {
    expect(parseShelf(text)).toEqual(emptyShelf);
  },
);
