import { type AgentState, onKarma, onMutation, onSnapshot } from "./state.ts";
import { type Version, versionsOf } from "./versions.ts";

/** What happens to the version that is made: all as one event after the other, a second apart. */
export interface Step {
  /** Its score; null or left out for a version that nobody scores. */
  karma?: number | null;
  keys?: string[];
  /** The version that it goes back to: a rollback. */
  backTo?: number;
  byHand?: boolean;
}

const SCORED_AFTER_SECONDS = 40;
export const SECONDS_APART = 100;

/** An agent with a first snapshot and then a mutation per step; versions and snapshot ids count from 1. */
export function agentOf(steps: readonly Step[], agentId = "a"): AgentState {
  let agent: AgentState | undefined;
  steps.forEach((step, index) => {
    const version = index + 1;
    const at = version * SECONDS_APART;
    const where = { stream_id: `${at * 1000}-0`, at };
    const made = { agent_id: agentId, version, snapshot_id: version, created_at: at };
    const parent_snapshot_id = step.backTo ?? (index === 0 ? null : index);
    const snapshot = index === 0 || step.byHand || step.backTo !== undefined;
    agent = snapshot
      ? onSnapshot(agent, { ...made, parent_snapshot_id, source: step.backTo ? "system" : "manual" }, where)
      : onMutation(
          agent,
          { ...made, parent_snapshot_id, mutation_keys: step.keys ?? ["a"], traits_delta: {} },
          where,
        );
    if (typeof step.karma === "number") agent = scored(agent, version, step.karma, at + SCORED_AFTER_SECONDS);
  });
  if (!agent) throw new Error("An agent needs a step");
  return agent;
}

/** One more score of a version. */
export function scored(agent: AgentState, version: number, karma_score: number, at: number): AgentState {
  const score = { agent_id: agent.agent_id, version, snapshot_id: version, karma_score, updated_at: at };
  return onKarma(agent, score, { stream_id: `${at * 1000}-0`, at });
}

/** Versions with these scores, null for one that nobody scored. */
export const versionList = (scores: readonly (number | null)[]): readonly Version[] =>
  versionsOf(agentOf(scores.map((karma) => ({ karma }))));
