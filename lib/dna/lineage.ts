import type { VersionOutline } from "./versions.ts";

/** A place in the evolution tree: a version, or a run of versions in which nothing much happened, folded into one. */
export type TreeNode =
  | { kind: "version"; id: string; version: VersionOutline }
  /** At least two, one the parent of the next; `id` names the first, so that it stays the same while the run grows. */
  | { kind: "run"; id: string; versions: readonly [VersionOutline, VersionOutline, ...VersionOutline[]] };

export interface TreeEdge {
  id: string;
  from: string;
  to: string;
  /** Keys that changed on the way to the first version of `to`; null while unknown. */
  changed: readonly string[] | null;
  /** The parent isn't the version before: somebody went back. */
  branch: boolean;
}

export interface Tree {
  /** Ascending by version. */
  nodes: TreeNode[];
  edges: TreeEdge[];
}

export interface TreeOptions {
  /** Versions that stand alone whatever they are like: the chosen one, those compared with it. */
  keep?: ReadonlySet<number>;
  /** Ids of runs that somebody has opened. */
  opened?: ReadonlySet<string>;
  /** A shorter run is shown whole. */
  shortest?: number;
  /** A change at least this large is worth a look. */
  notable?: number;
}

/** Three in a row take as much place as they would save. */
export const SHORTEST_RUN = 4;
/** As much as the fall that the list of agents warns of. */
const NOTABLE = 0.05;

/**
 * The versions as a tree by parent. A version stands alone when it begins or ends a line, when lines part or begin at
 * it, when somebody made it, when it has the best karma or moved it notably; others in a row are folded.
 * A parent that was never seen leaves its child without an edge.
 */
export function treeOf(versions: readonly VersionOutline[], options: TreeOptions = {}): Tree {
  const { opened = new Set<string>(), shortest = SHORTEST_RUN } = options;
  const shape = shapeOf(versions);
  const alone = (version: VersionOutline) => standsAlone(version, shape, options);
  const nodes: TreeNode[] = [];
  const nodeOf = new Map<number, string>();
  const place = (node: TreeNode) => {
    nodes.push(node);
    for (const { snapshotId } of node.kind === "run" ? node.versions : [node.version])
      nodeOf.set(snapshotId, node.id);
  };
  for (let at = 0; at < versions.length; ) {
    const run = runFrom(versions, at, alone);
    const [first, second, ...rest] = run;
    if (!first) break;
    const id = `run-${first.version}`;
    if (second && run.length >= shortest && !opened.has(id))
      place({ kind: "run", id, versions: [first, second, ...rest] });
    else for (const version of run) place({ kind: "version", id: `v-${version.version}`, version });
    at += run.length;
  }
  return { nodes, edges: nodes.flatMap((node) => edgeTo(node, nodeOf, shape)) };
}

interface Shape {
  children: ReadonlyMap<number, number>;
  /** Snapshot id of the version before, by snapshot id. */
  before: ReadonlyMap<number, number>;
  newest: number | undefined;
  best: number | undefined;
}

function shapeOf(versions: readonly VersionOutline[]): Shape {
  const children = new Map<number, number>();
  const before = new Map<number, number>();
  let best: VersionOutline | undefined;
  versions.forEach((version, index) => {
    const { parentId, snapshotId, karma, scored } = version;
    if (parentId !== null) children.set(parentId, (children.get(parentId) ?? 0) + 1);
    const previous = versions[index - 1];
    if (previous) before.set(snapshotId, previous.snapshotId);
    if (scored === "evaluated" && karma !== null && karma > (best?.karma ?? Number.NEGATIVE_INFINITY))
      best = version;
  });
  return { children, before, newest: versions.at(-1)?.snapshotId, best: best?.snapshotId };
}

/** Whether it goes on from the version before, as most do. */
const goesOn = ({ snapshotId, parentId }: VersionOutline, { before }: Shape): boolean =>
  parentId !== null && before.get(snapshotId) === parentId;

function standsAlone(
  version: VersionOutline,
  shape: Shape,
  { keep, notable = NOTABLE }: TreeOptions,
): boolean {
  const { snapshotId, madeBy, delta } = version;
  return (
    !goesOn(version, shape) ||
    // An end of a line, or lines part here.
    shape.children.get(snapshotId) !== 1 ||
    snapshotId === shape.newest ||
    snapshotId === shape.best ||
    madeBy !== "mutation" ||
    (delta !== null && Math.abs(delta) >= notable) ||
    keep?.has(version.version) === true
  );
}

/** The versions from here on that belong together: one that stands alone, or all up to the next such. */
function runFrom(
  versions: readonly VersionOutline[],
  from: number,
  alone: (version: VersionOutline) => boolean,
): readonly VersionOutline[] {
  let end = from;
  while (end < versions.length && !alone(versions[end] as VersionOutline)) end++;
  return versions.slice(from, Math.max(end, from + 1));
}

function edgeTo(node: TreeNode, nodeOf: ReadonlyMap<number, string>, shape: Shape): TreeEdge[] {
  const first = node.kind === "run" ? node.versions[0] : node.version;
  const from = first.parentId === null ? undefined : nodeOf.get(first.parentId);
  if (from === undefined || from === node.id) return [];
  const { id: to } = node;
  return [{ id: `${from}>${to}`, from, to, changed: first.changed, branch: !goesOn(first, shape) }];
}
