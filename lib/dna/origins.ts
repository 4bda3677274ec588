import type { StreamId } from "../stream-id.ts";
import type { AgentState } from "./state.ts";

/** The event that a figure came from: null when it is older than what is kept. `how` says how the figure follows from it. */
export interface EventOrigin {
  kind: "event";
  streamId: StreamId | null;
  how?: string;
}

/** Where the figures of an agent come from; null where it has none. */
export interface AgentOrigins {
  karma: EventOrigin | null;
  best: EventOrigin | null;
  /** The change at the last score. */
  change: EventOrigin | null;
  day: EventOrigin | null;
  version: EventOrigin | null;
}

export function agentOrigins(agent: AgentState): AgentOrigins {
  const current = agent.versions.at(-1);
  const score = agent.versions.findLast(({ evaluated }) => evaluated)?.stream_id ?? null;
  return {
    karma: karmaOrigin(agent),
    best: agent.best_karma === null ? null : { kind: "event", streamId: bestOrigin(agent) },
    change: { kind: "event", streamId: score },
    day: { kind: "event", streamId: score, how: OF_A_DAY },
    version: current ? { kind: "event", streamId: current.stream_id } : null,
  };
}

const OF_A_DAY = "The last score against the one of 24 hours before. The last:";
const OF_PARENT = "Its parent's karma, until it is scored itself. The parent's last event:";

/** The score that is the agent's best. */
export const bestOrigin = (agent: AgentState | undefined): StreamId | null =>
  agent?.versions.findLast(({ evaluated, karma }) => evaluated && karma === agent.best_karma)?.stream_id ??
  null;

/** A karma of its own came with its score; an inherited one with its parent's. */
function karmaOrigin({ versions }: AgentState): EventOrigin | null {
  const current = versions.at(-1);
  if (!current || current.karma === null) return null;
  if (current.evaluated) return { kind: "event", streamId: current.stream_id };
  const parent = versions.find(({ snapshot_id }) => snapshot_id === current.parent_snapshot_id);
  return { kind: "event", streamId: parent?.stream_id ?? null, how: OF_PARENT };
}
