import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Tree, treeOf } from "./lineage.ts";
import { agentOf } from "./versions.fixture.ts";
import { mergeVersions, versionsOf } from "./versions.ts";

const tree = (steps: Parameters<typeof agentOf>[0], options?: Parameters<typeof treeOf>[1]) =>
  treeOf(versionsOf(agentOf(steps)), options);
const quiet = (length: number) => Array.from({ length }, () => ({ karma: 0.5 }));
const idsOf = ({ nodes }: Tree) => nodes.map(({ id }) => id);

describe("the evolution tree", () => {
  test("branches where a version's parent isn't the one before", () => {
    const { edges } = tree([{ karma: 0.5 }, { karma: 0.9 }, { karma: 0.2 }, { backTo: 2 }, { keys: ["k"] }]);
    expect(edges.map(({ from, to, branch }) => [from, to, branch])).toEqual([
      ["v-1", "v-2", false],
      ["v-2", "v-3", false],
      ["v-2", "v-4", true],
      ["v-4", "v-5", false],
    ]);
    expect(edges.at(-1)?.changed).toEqual(["k"]);
  });

  test("folds a long run in which nothing happened, and keeps both ends of the line", () => {
    const folded = tree(quiet(10));
    expect(idsOf(folded)).toEqual(["v-1", "run-2", "v-10"]);
    expect(folded.edges.map(({ id }) => id)).toEqual(["v-1>run-2", "run-2>v-10"]);
  });

  test("shows what moved karma, what somebody made, and what is asked for", () => {
    const steps = quiet(20);
    steps[9] = { karma: 0.4 };
    expect(idsOf(tree(steps, { keep: new Set([15]) }))).toEqual([
      "v-1",
      "run-2",
      "v-10",
      "v-11",
      "v-12",
      "v-13",
      "v-14",
      "v-15",
      "run-16",
      "v-20",
    ]);
  });

  test("opens a run on demand, and never folds a short one", () => {
    expect(idsOf(tree(quiet(10), { opened: new Set(["run-2"]) }))).toHaveLength(10);
    expect(idsOf(tree(quiet(5)))).toHaveLength(5);
  });

  test("leaves a version whose parent was never seen without an edge, and stands", () => {
    const agent = agentOf(quiet(3));
    const { nodes, edges } = treeOf(mergeVersions(agent.versions.slice(1), []));
    expect([nodes.length, edges.length]).toEqual([2, 1]);
    expect(treeOf([])).toEqual({ nodes: [], edges: [] });
  });

  test("holds each version once and every known parent by one edge, whatever happened", () => {
    const step = fc.record({
      karma: fc.option(fc.constantFrom(0.5, 0.502, 0.7)),
      back: fc.option(fc.nat(), { freq: 4 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 80 }), (steps) => {
        const { nodes, edges } = tree(
          steps.map(({ karma, back }, index) =>
            back === null || index === 0 ? { karma } : { karma, backTo: (back % index) + 1 },
          ),
        );
        const shown = nodes.flatMap((node) => (node.kind === "run" ? node.versions : [node.version]));
        expect(shown.map(({ version }) => version)).toEqual(steps.map((_, index) => index + 1));
        // A tree: each node but the first hangs on one that stands before it.
        expect(edges.map(({ to }) => to)).toEqual(idsOf({ nodes, edges }).slice(1));
        const place = new Map(nodes.map(({ id }, index) => [id, index]));
        for (const { from, to } of edges) expect(place.get(from)).toBeLessThan(place.get(to) ?? 0);
      }),
    );
  });
});
