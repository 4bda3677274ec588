import { toIso } from "../time.ts";
import { agentView } from "./agents.ts";
import type { AgentSummary } from "./api.ts";
import { guardOf } from "./guard.ts";
import type { AgentState } from "./state.ts";
import { karmaChange } from "./trends.ts";
import { NOTICEABLE } from "./verdicts.ts";
import { versionsOf } from "./versions.ts";

type Told = Pick<
  AgentSummary,
  "best_karma" | "best_version" | "karma_change_24h" | "waiting_since" | "verdict" | "guard"
>;

const DAY_SECONDS = 86_400;
const UNTOLD: Told = {
  best_karma: null,
  best_version: null,
  karma_change_24h: null,
  waiting_since: null,
  verdict: null,
  guard: null,
};

/** What an agent's events tell of it at `now` (Unix seconds); all null when none was seen. */
export function summaryOf(agent: AgentState | undefined, now: number, noticeable = NOTICEABLE): Told {
  if (!agent) return UNTOLD;
  const { waitingSince } = agentView(agent);
  return {
    best_karma: agent.best_karma,
    best_version: agent.best_version,
    karma_change_24h: karmaChange(agent, now, DAY_SECONDS),
    waiting_since: waitingSince === null ? null : toIso(waitingSince),
    verdict: versionsOf(agent, noticeable).at(-1)?.verdict ?? null,
    guard: guardOf(agent).kind,
  };
}
