import { append } from "../append.ts";
import type { KarmaUpdated, MutationApplied, SnapshotCreated } from "./events.ts";

/** Versions kept per agent in the live state; the whole history is asked for over the API. */
export const VERSIONS_KEPT = 100;
/** Scores kept per agent; all of them are events, found with `type:dna.karma_updated agent:…`. */
export const EVALUATIONS_KEPT = 50;

/** One version of an agent's DNA as the events told it. Times are Unix seconds. */
export interface VersionPoint {
  version: number;
  snapshot_id: number;
  kind: "snapshot" | "mutation" | "unknown";
  /** Who made a snapshot, as its event says (manual or system); "mutation" for a mutation, null while unknown. */
  source: string | null;
  parent_snapshot_id: number | null;
  /** 0–1 by the contract; a foreign value is kept as it came. Null while nothing is known. */
  karma: number | null;
  /** True once the version has a `dna.karma_updated` of its own; before, its karma is its parent's. */
  evaluated: boolean;
  /** The karma that it carried before its first score, as far as that is known. */
  before: number | null;
  delta: number | null;
  mutation_keys: string[];
  /** Numbers of keys and of traits, where the event tells them. */
  dna_size: number | null;
  traits_count: number | null;
  reason: string | null;
  created_at: number;
  evaluated_at: number | null;
  /** It may be scored more than once. */
  first_evaluated_at: number | null;
  /** Stream id of the event that told of it last. */
  stream_id: string;
}

/** One score. `at` is in Unix seconds. */
export interface Evaluation {
  version: number;
  karma: number;
  at: number;
}

export interface AgentState {
  agent_id: string;
  /** Ascending by version; the last is the current one. */
  versions: VersionPoint[];
  /** The newest scores in the order in which they were told, also several of one version. */
  evaluations: readonly Evaluation[];
  best_karma: number | null;
  /** The version that had the best karma, and its snapshot; it may be older than `versions`. */
  best_version: number | null;
  best_snapshot_id: number | null;
  last_event_at: number;
}

export interface DnaState {
  agents: ReadonlyMap<string, AgentState>;
}

export const emptyDna: DnaState = { agents: new Map() };

type At = { stream_id: string; at: number };

/** A snapshot made by hand, or by the system on a rollback. */
export function onSnapshot(agent: AgentState | undefined, payload: SnapshotCreated, where: At): AgentState {
  const { source } = payload;
  return withVersion(agent, payload, where, { kind: "snapshot", source, karma: null, mutation_keys: [] });
}

/** A mutation: the new version carries its parent's karma until it is scored itself. */
export function onMutation(agent: AgentState | undefined, payload: MutationApplied, where: At): AgentState {
  const parent = agent?.versions.findLast((version) => version.snapshot_id === payload.parent_snapshot_id);
  return withVersion(agent, payload, where, {
    kind: "mutation",
    source: "mutation",
    karma: parent?.karma ?? null,
    mutation_keys: payload.mutation_keys,
  });
}

export function onKarma(agent: AgentState | undefined, payload: KarmaUpdated, where: At): AgentState {
  const known = agent?.versions.findLast((version) => version.version === payload.version);
  const evaluation = { version: payload.version, karma: payload.karma_score, at: payload.updated_at };
  // Told twice, it is one score.
  if (agent?.evaluations.some((one) => isSame(one, evaluation))) return agent;
  const carried = known?.evaluated ? known.before : (known?.karma ?? null);
  const point: VersionPoint = {
    ...(known ?? unseenVersion(payload, where)),
    karma: payload.karma_score,
    evaluated: true,
    before: carried ?? (known?.evaluated ? null : (payload.previous_score ?? null)),
    delta: payload.score_delta ?? null,
    evaluated_at: payload.updated_at,
    first_evaluated_at: known?.evaluated ? known.first_evaluated_at : payload.updated_at,
    stream_id: where.stream_id,
  };
  const next = place(agent, payload.agent_id, point, where);
  const evaluations = append(next.evaluations, evaluation, EVALUATIONS_KEPT);
  if (next.best_karma !== null && next.best_karma >= payload.karma_score) return { ...next, evaluations };
  const { karma_score: best_karma, version: best_version, snapshot_id: best_snapshot_id } = payload;
  return { ...next, evaluations, best_karma, best_version, best_snapshot_id };
}

const isSame = (a: Evaluation, b: Evaluation): boolean =>
  a.at === b.at && a.version === b.version && a.karma === b.karma;

function withVersion(
  agent: AgentState | undefined,
  payload: SnapshotCreated | MutationApplied,
  where: At,
  own: Pick<VersionPoint, "kind" | "source" | "karma" | "mutation_keys">,
): AgentState {
  const point: VersionPoint = {
    ...own,
    version: payload.version,
    snapshot_id: payload.snapshot_id,
    parent_snapshot_id: payload.parent_snapshot_id,
    evaluated: false,
    before: null,
    delta: null,
    dna_size: countOr(payload.dna_size),
    traits_count: countOr(payload.traits_count),
    reason: payload.reason ?? null,
    created_at: payload.created_at,
    evaluated_at: null,
    first_evaluated_at: null,
    stream_id: where.stream_id,
  };
  const known = agent?.versions.findLast((version) => version.version === payload.version);
  return place(agent, payload.agent_id, known ? withScoreOf(known, point) : point, where);
}

// The contract has them in a snapshot's event only; in others they are ours, and foreign text may stand there.
const countOr = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** A version's score may be told before the version is, and the version may be told twice. */
function withScoreOf(known: VersionPoint, point: VersionPoint): VersionPoint {
  const sameLife = known.kind === "unknown" || known.created_at === point.created_at;
  // A producer that lost its memory counts from 1 again: that is another version.
  if (!known.evaluated || !sameLife || known.snapshot_id !== point.snapshot_id) return point;
  const { karma, evaluated, delta, evaluated_at, first_evaluated_at, stream_id } = known;
  const score = { karma, evaluated, delta, evaluated_at, first_evaluated_at, stream_id };
  return { ...point, ...score, before: known.before ?? point.karma };
}

function unseenVersion(payload: KarmaUpdated, where: At): VersionPoint {
  return {
    version: payload.version,
    snapshot_id: payload.snapshot_id,
    kind: "unknown",
    source: null,
    parent_snapshot_id: null,
    karma: null,
    evaluated: false,
    before: null,
    delta: null,
    mutation_keys: [],
    dna_size: null,
    traits_count: null,
    reason: null,
    created_at: payload.updated_at,
    evaluated_at: null,
    first_evaluated_at: null,
    stream_id: where.stream_id,
  };
}

function place(agent: AgentState | undefined, agentId: string, point: VersionPoint, where: At): AgentState {
  return {
    agent_id: agentId,
    versions: withPoint(agent?.versions ?? [], point),
    evaluations: agent?.evaluations ?? [],
    best_karma: agent?.best_karma ?? null,
    best_version: agent?.best_version ?? null,
    best_snapshot_id: agent?.best_snapshot_id ?? null,
    last_event_at: where.at,
  };
}

function withPoint(versions: readonly VersionPoint[], point: VersionPoint): VersionPoint[] {
  const newest = versions.at(-1)?.version ?? Number.NEGATIVE_INFINITY;
  // Nearly always it is about the newest version, or makes one.
  if (newest < point.version) return append(versions, point, VERSIONS_KEPT);
  if (newest === point.version) return versions.with(-1, point);
  const others = versions.filter(({ version }) => version !== point.version);
  const after = others.findIndex(({ version }) => version > point.version);
  const all = after === -1 ? [...others, point] : others.toSpliced(after, 0, point);
  return all.slice(-VERSIONS_KEPT);
}

/** As an older version of this program saved it, without what agents have learned since. */
export function agentFromWire(agent: AgentState): AgentState {
  if (agent.evaluations !== undefined) return agent;
  const best = agent.versions.find(({ evaluated, karma }) => evaluated && karma === agent.best_karma);
  const sizes = { dna_size: null, traits_count: null };
  const untold = { source: null, before: null, first_evaluated_at: null, ...sizes };
  return {
    ...agent,
    versions: agent.versions.map((version) => ({ ...untold, ...version })),
    evaluations: agent.versions.flatMap(({ version, karma, evaluated, evaluated_at }) =>
      evaluated && karma !== null ? [{ version, karma, at: evaluated_at ?? 0 }] : [],
    ),
    best_version: best?.version ?? null,
    best_snapshot_id: best?.snapshot_id ?? null,
  };
}
