import { NoteRobot } from "#lib/telemetry/api-operators";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(NoteRobot, ({ params, body }) => services().telemetry.note(params.robot_id, body));
