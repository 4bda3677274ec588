import { ScoreRyrAgent } from "#lib/karma/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(ScoreRyrAgent, ({ params: { agent_id }, query, body }) =>
  services().karma.scoreRyr(
    { agent_id, robot_id: query.robot_id ?? null, fleet_id: query.fleet_id ?? null },
    body,
  ),
);
