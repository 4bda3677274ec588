import { ListSessions } from "#lib/telemetry/api-sessions";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(ListSessions, ({ params, query }) =>
  services().telemetry.sessions(params.robot_id, query),
);
