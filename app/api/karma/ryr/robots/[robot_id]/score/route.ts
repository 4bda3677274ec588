import { ScoreRyrRobot } from "#lib/karma/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(ScoreRyrRobot, ({ params: { robot_id }, query, body }) =>
  services().karma.scoreRyr(
    { agent_id: query.agent_id ?? `robot_${robot_id}`, robot_id, fleet_id: query.fleet_id ?? null },
    body,
  ),
);
