import { GetRobotMetrics } from "#lib/telemetry/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetRobotMetrics, ({ params }) => services().telemetry.robotMetrics(params.robot_id));
