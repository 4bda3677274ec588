import { karmaDelta } from "./rules.ts";
import type { AgentState, VersionPoint } from "./state.ts";

/** What a list of agents shows of one, derived from its state. Karma is 0–1. */
export interface AgentView {
  agentId: string;
  current: VersionPoint | undefined;
  karma: number | null;
  /** The karma is the parent's: the current version has not been scored itself. */
  inherited: boolean;
  best: number | null;
  /** Change of the last evaluated version against the evaluated one before it. */
  delta: number | null;
  /** Unix seconds since when the current version waits for its score; null when it has one. */
  waitingSince: number | null;
  series: { version: number; karma: number }[];
}

export function agentView(agent: AgentState): AgentView {
  const current = agent.versions.at(-1);
  const evaluated = agent.versions.filter((version) => version.evaluated && version.karma !== null);
  const [previous, last] = [evaluated.at(-2), evaluated.at(-1)];
  return {
    agentId: agent.agent_id,
    current,
    karma: current?.karma ?? null,
    inherited: current !== undefined && current.karma !== null && !current.evaluated,
    best: agent.best_karma,
    delta: karmaDelta(previous?.karma ?? null, last?.karma ?? null),
    waitingSince: current && !current.evaluated ? current.created_at : null,
    series: evaluated.map(({ version, karma }) => ({ version, karma: karma ?? 0 })),
  };
}

/** Worst change first, then by name, so that a regress is on top. */
export function byWorstChange(a: AgentView, b: AgentView): number {
  return (a.delta ?? 0) - (b.delta ?? 0) || a.agentId.localeCompare(b.agentId);
}
