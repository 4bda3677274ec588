import { KickRobot } from "#lib/telemetry/api-operators";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(KickRobot, ({ params, body }) =>
  services().telemetry.disconnect(params.robot_id, body),
);
