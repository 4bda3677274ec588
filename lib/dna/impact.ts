import { meanOf } from "../statistics.ts";
import { isForeignKarma } from "./rules.ts";
import type { Version } from "./versions.ts";

/** How impact counts, for a page to say. */
export const HOW_IMPACT_COUNTS =
  "A mutation's change is its own karma less the karma that its parent carries. It counts in full for every key " +
  "that changed since that karma was scored, and is marked as shared where that is more than one. Snapshots and " +
  "rollbacks don't count, nor does karma outside 0–1. Keys are ordered by the mean size of the change, whichever way it went.";

/** Fewer observations of a key than this say little. */
export const FEW = 3;

/** One judged mutation of one key. */
export interface Observation {
  key: string;
  agentId: string;
  version: number;
  /** When the mutation was made, Unix seconds. */
  at: number;
  delta: number;
  /** Other keys changed with it. */
  shared: boolean;
}

/** What became of karma when a key changed. */
export interface Impact {
  count: number;
  /** Mean change. */
  mean: number;
  /** Mean of the change's size, whichever way it went: a key that helps as often as it harms matters, too. */
  size: number;
  /** Standard deviation of the changes; null with fewer than two. */
  spread: number | null;
  /** How many of them changed other keys, too. */
  shared: number;
  /** Under three observations. */
  few: boolean;
}

export interface KeyImpact extends Impact {
  key: string;
}

/** Every judged mutation once per key. Ascending versions of one agent. */
export function observationsOf(agentId: string, versions: readonly Version[]): Observation[] {
  // A mutation that nobody scored hands what it changed on to the next one, with the karma that it inherited.
  const pending = new Map<number, readonly string[]>();
  return versions.flatMap(({ version, snapshotId, parentId, madeBy, changed, delta, ...score }) => {
    if (madeBy !== "mutation") return [];
    const inherited = parentId === null ? [] : (pending.get(parentId) ?? []);
    const keys = [...new Set([...inherited, ...(changed ?? [])])];
    if (score.scored !== "evaluated") pending.set(snapshotId, keys);
    // On another scale than 0–1 one change would outweigh all others.
    if (delta === null || isForeignKarma(score.karma)) return [];
    const shared = keys.length > 1;
    return keys.map((key) => ({ key, agentId, version, at: score.createdAt, delta, shared }));
  });
}

/** Keys that matter first: those with enough observations by the size of the change, then the others. */
export function impactByKey(observations: readonly Observation[]): KeyImpact[] {
  return [...groupedBy(observations, ({ key }) => key)]
    .map(([key, own]) => ({ key, ...impactOf(own) }))
    .sort((a, b) => Number(a.few) - Number(b.few) || b.size - a.size || (a.key < b.key ? -1 : 1));
}

/** Keys as rows, in the order of their impact; a cell is undefined where nothing was observed. */
export interface ImpactMatrix {
  columns: readonly string[];
  rows: { key: string; total: Impact; cells: (Impact | undefined)[] }[];
}

/** Keys × agents, the agents by name. */
export const impactByAgent = (observations: readonly Observation[]): ImpactMatrix =>
  matrixOf(
    observations,
    [...new Set(observations.map(({ agentId }) => agentId))].sort(),
    (one) => one.agentId,
  );

/** Keys × time: `from` to `to` (Unix seconds) in so many equal parts; columns are named by their begin. */
export function impactOverTime(
  observations: readonly Observation[],
  { from, to, parts }: { from: number; to: number; parts: number },
): ImpactMatrix {
  const length = (to - from) / parts;
  const columns = Array.from({ length: parts }, (_, part) => String(from + part * length));
  const within = observations.filter(({ at }) => at >= from && at <= to);
  const partOf = ({ at }: Observation) => Math.min(parts - 1, Math.floor((at - from) / length));
  return matrixOf(within, columns, (one) => columns[partOf(one)] ?? "");
}

function matrixOf(
  observations: readonly Observation[],
  columns: readonly string[],
  columnOf: (observation: Observation) => string,
): ImpactMatrix {
  const byKey = groupedBy(observations, ({ key }) => key);
  const rows = impactByKey(observations).map(({ key, ...total }) => {
    const cells = groupedBy(byKey.get(key) ?? [], columnOf);
    return {
      key,
      total,
      cells: columns.map((column) => {
        const own = cells.get(column);
        return own && impactOf(own);
      }),
    };
  });
  return { columns, rows };
}

function impactOf(observations: readonly Observation[]): Impact {
  const deltas = observations.map(({ delta }) => delta);
  const count = deltas.length;
  const mean = meanOf(deltas) ?? 0;
  const squares = deltas.reduce((sum, delta) => sum + (delta - mean) ** 2, 0);
  return {
    count,
    mean,
    size: meanOf(deltas.map(Math.abs)) ?? 0,
    spread: count < 2 ? null : Math.sqrt(squares / (count - 1)),
    shared: observations.filter(({ shared }) => shared).length,
    few: count < FEW,
  };
}

function groupedBy<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
