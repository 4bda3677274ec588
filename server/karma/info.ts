import type { KarmaInfo } from "#lib/karma/api";

/** What the KARMA module says of itself. */
export const KARMA_INFO: KarmaInfo = {
  name: "KARMA",
  version: "1.0.0",
  description: "Scores agents, robots and fleets, and hands the score to their DNA.",
  features: ["agent scoring", "RYR fleet, safety and navigation scoring", "warnings and recommendations"],
  endpoints: [
    "GET /api/karma/info",
    "POST /api/karma/agents/{agent_id}/score",
    "POST /api/karma/ryr/agents/{agent_id}/score",
    "POST /api/karma/ryr/robots/{robot_id}/score",
    "POST /api/karma/ryr/fleets/{fleet_id}/score",
    "GET /api/karma/agents/{agent_id}/evaluations",
  ],
};
