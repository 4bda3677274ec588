import { GetFleetSessions } from "#lib/telemetry/api-sessions";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetFleetSessions, ({ query }) => services().telemetry.fleetSessions(query));
