import { BlockRobot } from "#lib/telemetry/api-operators";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(BlockRobot, ({ params, body }) =>
  services().telemetry.block(params.robot_id, body),
);
