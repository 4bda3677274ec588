import { UnblockRobot } from "#lib/telemetry/api-operators";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(UnblockRobot, ({ params }) => services().telemetry.unblock(params.robot_id));
