import { GetRobot } from "#lib/telemetry/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetRobot, ({ params }) => services().telemetry.robot(params.robot_id));
