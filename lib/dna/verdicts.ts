/**
 * How a version did: `never` was superseded before anyone scored it, `waiting` is the newest and not scored yet,
 * `unknown` was scored, but there is nothing to compare it with.
 */
export type Verdict = ChangeVerdict | "waiting" | "never" | "unknown";
export type ChangeVerdict = "improved" | "regressed" | "neutral";

export const VERDICTS = ["improved", "neutral", "regressed", "waiting", "never", "unknown"] as const;

/** What a score must move by to be more than noise of the second decimal, unless the server is set otherwise. */
export const NOTICEABLE = 0.005;

/** How a change of karma is called. A change of exactly `noticeable` is one. */
export function verdictOfChange(delta: number, noticeable = NOTICEABLE): ChangeVerdict {
  if (delta >= noticeable) return "improved";
  return delta <= -noticeable ? "regressed" : "neutral";
}

interface Judged {
  scored: "evaluated" | "inherited" | "none";
  delta: number | null;
  /** No later version of the agent is known. */
  newest: boolean;
}

/** Karma goes to an agent's latest version: one that is not scored when the next one comes never will be. */
export function verdictOf({ scored, delta, newest }: Judged, noticeable = NOTICEABLE): Verdict {
  if (scored !== "evaluated") return newest ? "waiting" : "never";
  return delta === null ? "unknown" : verdictOfChange(delta, noticeable);
}
