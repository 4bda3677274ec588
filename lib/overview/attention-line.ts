import type { RuleKind } from "../alerts/kinds.ts";

/** What may need a person: what a rule can tell of, and what none looks at. */
export type Matter = RuleKind | "robot_stale" | "robot_unknown";

export type AttentionState =
  | "failed"
  | "missed"
  | "stuck"
  | "slow"
  | "late"
  | "dropped"
  | "stale"
  | "unknown"
  | "warning"
  | "regressed";

export interface Attention {
  key: string;
  state: AttentionState;
  /** Whom it is about; a name of several when `target.id` is null. */
  subject: string;
  words: string;
  target: { kind: "agent" | "robot" | "job" | "source"; id: string | null };
  /** Unix seconds since when; null while that is unknown. */
  since: number | null;
}

/** One matter of one entity. */
export interface Held extends Attention {
  matter: Matter;
}

const STATES: Partial<Record<Matter, AttentionState>> = {
  job_failing: "failed",
  job_failed: "failed",
  job_stuck: "stuck",
  job_missed: "missed",
  job_late: "late",
  job_slow: "slow",
  robot_dropped: "dropped",
  robot_stale: "stale",
  robot_unknown: "unknown",
  karma_fallen: "regressed",
};

export const held = (
  matter: Matter,
  kind: Attention["target"]["kind"],
  id: string,
  words: string,
  since: number | null,
): Held => ({
  matter,
  key: `${matter} ${id}`,
  state: STATES[matter] ?? "warning",
  subject: id,
  words,
  target: { kind, id },
  since,
});
