import { ArchiveRobot } from "#lib/telemetry/api-operators";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(ArchiveRobot, ({ params, body }) =>
  services().telemetry.archive(params.robot_id, body),
);
