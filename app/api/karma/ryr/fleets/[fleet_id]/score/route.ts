import { ScoreRyrFleet } from "#lib/karma/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(ScoreRyrFleet, ({ params: { fleet_id }, query, body }) =>
  services().karma.scoreRyr(
    { agent_id: query.agent_id ?? `fleet_${fleet_id}`, robot_id: null, fleet_id },
    body,
  ),
);
