import { describe, expect, test } from "vitest";
import type { Tree } from "../../../lib/dna/lineage.ts";
import type { Version } from "../../../lib/dna/versions.ts";
import { layoutTree, NODE, stepInTree } from "./tree-layout.ts";

/** A tree from `child: parent`, by version. */
function treeFrom(parents: Record<number, number | null>): Tree {
  const versions = Object.keys(parents).map(Number);
  return {
    nodes: versions.map((version) => ({
      kind: "version",
      id: `v-${version}`,
      version: { version } as Version,
    })),
    edges: versions.flatMap((version) => {
      const parent = parents[version];
      const [from, to] = [`v-${parent}`, `v-${version}`];
      return parent ? [{ id: `${from}>${to}`, from, to, changed: null, branch: parent !== version - 1 }] : [];
    }),
  };
}

test("a line runs to the right, a branch stands in a row of its own beside its generation", () => {
  const { byId, width } = layoutTree(treeFrom({ 1: null, 2: 1, 3: 2, 4: 1 }));
  const at = (version: number) => byId.get(`v-${version}`);
  expect(at(1)?.x).toBe(0);
  expect(at(2)?.x).toBe(at(4)?.x);
  expect(at(2)?.y).toBe(at(3)?.y);
  expect(at(4)?.y).not.toBe(at(2)?.y);
  expect(width).toBe((at(3)?.x ?? 0) + NODE.width);
});

test("no two nodes cover each other in 500 versions with many branches", () => {
  const parents: Record<number, number | null> = { 1: null };
  for (let version = 2; version <= 500; version++)
    parents[version] = version % 7 === 0 ? Math.ceil(version / 3) : version - 1;
  const { placed } = layoutTree(treeFrom(parents));
  expect(placed).toHaveLength(500);
  expect(new Set(placed.map(({ x, y }) => `${x} ${y}`)).size).toBe(500);
});

test("a parent that comes later, or never, is no parent", () => {
  const { placed } = layoutTree(treeFrom({ 1: 2, 2: 1, 3: 3, 4: 99 }));
  expect(placed.map(({ node, from }) => [node.id, from !== null])).toEqual([
    ["v-1", false],
    ["v-2", true],
    ["v-3", false],
    ["v-4", false],
  ]);
  expect(layoutTree({ nodes: [], edges: [] })).toMatchObject({ placed: [], width: 0 });
});

describe("arrow keys", () => {
  const layout = layoutTree(treeFrom({ 1: null, 2: 1, 3: 2, 4: 1, 5: 4 }));
  test.each([
    ["v-2", "ArrowLeft", "v-1"],
    ["v-1", "ArrowRight", "v-4"],
    ["v-3", "ArrowDown", "v-5"],
    ["v-5", "ArrowUp", "v-3"],
    ["v-5", "Home", "v-1"],
    ["v-1", "End", "v-5"],
    ["v-1", "ArrowLeft", null],
    ["v-1", "x", null],
  ])("from %s, %s leads to %s", (from, key, to) => expect(stepInTree(layout, from, key)).toBe(to));
});
