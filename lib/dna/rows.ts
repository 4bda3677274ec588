import type { AgentState, Evaluation, VersionPoint } from "./state.ts";

/**
 * An agent as rows of values: the state of thousands of versions repeats the same seventeen names, and is half as long
 * without them.
 */
export interface AgentRows extends Omit<AgentState, "versions" | "evaluations"> {
  versions: VersionRow[];
  evaluations: [version: number, karma: number, at: number][];
}

type V = VersionPoint;
type VersionRow = [
  V["version"],
  V["snapshot_id"],
  V["kind"],
  V["source"],
  V["parent_snapshot_id"],
  V["karma"],
  V["evaluated"],
  V["before"],
  V["delta"],
  V["mutation_keys"],
  V["dna_size"],
  V["traits_count"],
  V["reason"],
  V["created_at"],
  V["evaluated_at"],
  V["first_evaluated_at"],
  V["stream_id"],
];

export const agentRows = (agent: AgentState): AgentRows => ({
  ...agent,
  versions: agent.versions.map(rowOf),
  evaluations: agent.evaluations.map(({ version, karma, at }) => [version, karma, at]),
});

export const agentOfRows = (agent: AgentRows): AgentState => ({
  ...agent,
  versions: agent.versions.map(versionOf),
  evaluations: agent.evaluations.map(([version, karma, at]): Evaluation => ({ version, karma, at })),
});

const rowOf = (v: VersionPoint): VersionRow => [
  v.version,
  v.snapshot_id,
  v.kind,
  v.source,
  v.parent_snapshot_id,
  v.karma,
  v.evaluated,
  v.before,
  v.delta,
  v.mutation_keys,
  v.dna_size,
  v.traits_count,
  v.reason,
  v.created_at,
  v.evaluated_at,
  v.first_evaluated_at,
  v.stream_id,
];

// By place: destructuring a row costs three times as much, and a page opens with ten thousand of them.
const versionOf = (row: VersionRow): VersionPoint => ({
  version: row[0],
  snapshot_id: row[1],
  kind: row[2],
  source: row[3],
  parent_snapshot_id: row[4],
  karma: row[5],
  evaluated: row[6],
  before: row[7],
  delta: row[8],
  mutation_keys: row[9],
  dna_size: row[10],
  traits_count: row[11],
  reason: row[12],
  created_at: row[13],
  evaluated_at: row[14],
  first_evaluated_at: row[15],
  stream_id: row[16],
});
