import { stratify, tree } from "d3-hierarchy";
import type { Tree, TreeEdge, TreeNode } from "../../../lib/dna/lineage.ts";

/** Sizes in px at zoom 1. */
export const NODE = { width: 116, height: 38 };
const COLUMN = 196;
const ROW = 58;

export interface PlacedNode {
  node: TreeNode;
  /** Its left upper corner. */
  x: number;
  y: number;
  /** How it came from its parent; null for the first of a line. */
  edge: TreeEdge | null;
  /** The parent's corner. */
  from: { x: number; y: number } | null;
}

export interface TreeLayout {
  /** Oldest first. */
  placed: readonly PlacedNode[];
  byId: ReadonlyMap<string, PlacedNode>;
  width: number;
  height: number;
}

/**
 * Places a lineage from left to right, generation by generation, by d3-hierarchy's tidy tree: exact for what has one
 * parent each, and linear in its size, unlike layouts for graphs of any kind. Nodes come ascending by version.
 */
export function layoutTree({ nodes, edges }: Tree): TreeLayout {
  if (nodes.length === 0) return { placed: [], byId: new Map(), width: 0, height: 0 };
  const edgeTo = earlierEdges(nodes, edges);
  const root = tree<TreeNode | null>()
    .nodeSize([ROW, COLUMN])
    .separation(() => 1)(
    stratify<TreeNode | null>()
      .id((node) => node?.id ?? ROOT)
      .parentId((node) => (node === null ? null : (edgeTo.get(node.id)?.from ?? ROOT)))([null, ...nodes]),
  );
  const all = root.descendants();
  const top = all.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY);
  const place = (node: { x: number; y: number }) => ({ x: node.y - COLUMN, y: node.x - top });
  const byId = new Map<string, PlacedNode>();
  for (const one of all) {
    const { data, parent } = one;
    if (data === null) continue;
    const from = parent?.data ? place(parent) : null;
    byId.set(data.id, { node: data, ...place(one), edge: edgeTo.get(data.id) ?? null, from });
  }
  const placed = nodes.flatMap(({ id }) => byId.get(id) ?? []);
  const farthest = (read: (one: PlacedNode) => number) =>
    placed.reduce((most, one) => Math.max(most, read(one)), 0);
  return {
    placed,
    byId,
    width: farthest(({ x }) => x) + NODE.width,
    height: farthest(({ y }) => y) + NODE.height,
  };
}

// No version has such a name.
const ROOT = "root";

/** By the node they lead to. A parent that comes later than its child, as only broken events can tell it, is none. */
function earlierEdges(nodes: readonly TreeNode[], edges: readonly TreeEdge[]): Map<string, TreeEdge> {
  const order = new Map(nodes.map(({ id }, index) => [id, index]));
  const isEarlier = ({ from, to }: TreeEdge) => (order.get(from) ?? Infinity) < (order.get(to) ?? -1);
  return new Map(edges.filter(isEarlier).map((edge) => [edge.to, edge]));
}

/** The node that a key leads to: parent, newest child, the nearest one above or below, the first, the newest. */
export function stepInTree({ placed, byId }: TreeLayout, at: string, key: string): string | null {
  const here = byId.get(at);
  if (key === "Home") return placed[0]?.node.id ?? null;
  if (key === "End") return placed.at(-1)?.node.id ?? null;
  if (!here) return null;
  if (key === "ArrowLeft") return here.edge?.from ?? null;
  if (key === "ArrowRight") return placed.findLast(({ edge }) => edge?.from === at)?.node.id ?? null;
  if (key !== "ArrowUp" && key !== "ArrowDown") return null;
  const sign = key === "ArrowDown" ? 1 : -1;
  const far = (one: PlacedNode) => Math.abs(one.x - here.x) + Math.abs(one.y - here.y);
  const beyond = placed.filter(({ y }) => (y - here.y) * sign > 1);
  const nearest = beyond.reduce<PlacedNode | null>(
    (best, one) => (best && far(best) <= far(one) ? best : one),
    null,
  );
  return nearest?.node.id ?? null;
}
