import type { KarmaUpdated, MutationApplied, SnapshotCreated } from "./events.ts";

/** Versions kept per agent in the live state; the whole history is asked for over the API. */
export const VERSIONS_KEPT = 100;

/** One version of an agent's DNA as the events told it. Times are Unix seconds. */
export interface VersionPoint {
  version: number;
  snapshot_id: number;
  kind: "snapshot" | "mutation" | "unknown";
  parent_snapshot_id: number | null;
  /** 0–1 by the contract; a foreign value is kept as it came. Null while nothing is known. */
  karma: number | null;
  /** True once the version has a `dna.karma_updated` of its own; before, its karma is its parent's. */
  evaluated: boolean;
  delta: number | null;
  mutation_keys: string[];
  reason: string | null;
  created_at: number;
  evaluated_at: number | null;
  /** Stream id of the event that told of it last. */
  stream_id: string;
}

export interface AgentState {
  agent_id: string;
  /** Ascending by version; the last is the current one. */
  versions: VersionPoint[];
  best_karma: number | null;
  last_event_at: number;
}

export interface DnaState {
  agents: ReadonlyMap<string, AgentState>;
}

export const emptyDna: DnaState = { agents: new Map() };

type At = { stream_id: string; at: number };

/** A snapshot made by hand, or by the system on a rollback. */
export function onSnapshot(agent: AgentState | undefined, payload: SnapshotCreated, where: At): AgentState {
  return withVersion(agent, payload, where, { kind: "snapshot", karma: null, mutation_keys: [] });
}

/** A mutation: the new version carries its parent's karma until it is scored itself. */
export function onMutation(agent: AgentState | undefined, payload: MutationApplied, where: At): AgentState {
  const parent = agent?.versions.findLast((version) => version.snapshot_id === payload.parent_snapshot_id);
  return withVersion(agent, payload, where, {
    kind: "mutation",
    karma: parent?.karma ?? null,
    mutation_keys: payload.mutation_keys,
  });
}

export function onKarma(agent: AgentState | undefined, payload: KarmaUpdated, where: At): AgentState {
  const known = agent?.versions.findLast((version) => version.version === payload.version);
  const point: VersionPoint = {
    ...(known ?? unseenVersion(payload, where)),
    karma: payload.karma_score,
    evaluated: true,
    delta: payload.score_delta ?? null,
    evaluated_at: payload.updated_at,
    stream_id: where.stream_id,
  };
  const best = agent?.best_karma ?? null;
  return {
    ...place(agent, payload.agent_id, point, where),
    best_karma: best === null ? payload.karma_score : Math.max(best, payload.karma_score),
  };
}

function withVersion(
  agent: AgentState | undefined,
  payload: SnapshotCreated | MutationApplied,
  where: At,
  own: Pick<VersionPoint, "kind" | "karma" | "mutation_keys">,
): AgentState {
  const point: VersionPoint = {
    ...own,
    version: payload.version,
    snapshot_id: payload.snapshot_id,
    parent_snapshot_id: payload.parent_snapshot_id,
    evaluated: false,
    delta: null,
    reason: payload.reason ?? null,
    created_at: payload.created_at,
    evaluated_at: null,
    stream_id: where.stream_id,
  };
  return place(agent, payload.agent_id, point, where);
}

function unseenVersion(payload: KarmaUpdated, where: At): VersionPoint {
  return {
    version: payload.version,
    snapshot_id: payload.snapshot_id,
    kind: "unknown",
    parent_snapshot_id: null,
    karma: null,
    evaluated: false,
    delta: null,
    mutation_keys: [],
    reason: null,
    created_at: payload.updated_at,
    evaluated_at: null,
    stream_id: where.stream_id,
  };
}

function place(agent: AgentState | undefined, agentId: string, point: VersionPoint, where: At): AgentState {
  return {
    agent_id: agentId,
    versions: withPoint(agent?.versions ?? [], point).slice(-VERSIONS_KEPT),
    best_karma: agent?.best_karma ?? null,
    last_event_at: where.at,
  };
}

function withPoint(versions: readonly VersionPoint[], point: VersionPoint): VersionPoint[] {
  const newest = versions.at(-1)?.version ?? Number.NEGATIVE_INFINITY;
  // Nearly always it is about the newest version, or makes one.
  if (newest < point.version) return [...versions, point];
  if (newest === point.version) return [...versions.slice(0, -1), point];
  const others = versions.filter(({ version }) => version !== point.version);
  const after = others.findIndex(({ version }) => version > point.version);
  return after === -1 ? [...others, point] : [...others.slice(0, after), point, ...others.slice(after)];
}
