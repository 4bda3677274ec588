import { RestoreRobot } from "#lib/telemetry/api-operators";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(RestoreRobot, ({ params }) => services().telemetry.restore(params.robot_id));
