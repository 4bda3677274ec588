import { karmaDelta, scoreDelta } from "./rules.ts";
import type { AgentState } from "./state.ts";

/** When an agent is marked: its last so many scores all lie more than this below its best. */
export interface GuardRule {
  fall: number;
  evaluations: number;
}

/** More than 0.05 below the best, twice: once may be bad luck. */
export const GUARD_RULE: GuardRule = { fall: 0.05, evaluations: 2 };

/** What a guard says of an agent. Karma is 0–1. */
export type Guard =
  | { kind: "fine" }
  /** `lastGood` is the version that had the best karma: snapshots are never taken away, so it can be gone back to. */
  | { kind: "fallen"; lastGood: LastGood; karma: number; fall: number }
  /** It has gone back to the last good version, and that is not scored yet. */
  | { kind: "going-back"; lastGood: LastGood };

export interface LastGood {
  version: number;
  snapshotId: number;
  karma: number;
}

export function guardOf(agent: AgentState, { fall, evaluations }: GuardRule = GUARD_RULE): Guard {
  const { best_karma: karma, best_version: version, best_snapshot_id: snapshotId } = agent;
  if (karma === null || version === null || snapshotId === null) return { kind: "fine" };
  const last = agent.evaluations.slice(-evaluations);
  const fallen =
    last.length >= evaluations && last.every((one) => (karmaDelta(one.karma, karma) ?? 0) > fall);
  const worst = last.at(-1);
  if (!fallen || !worst) return { kind: "fine" };
  const lastGood = { version, snapshotId, karma };
  const current = agent.versions.at(-1);
  if (
    current &&
    !current.evaluated &&
    current.parent_snapshot_id === snapshotId &&
    current.kind === "snapshot"
  )
    return { kind: "going-back", lastGood };
  return { kind: "fallen", lastGood, karma: worst.karma, fall: scoreDelta(worst.karma, karma) };
}
