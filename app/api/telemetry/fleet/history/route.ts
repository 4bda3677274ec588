import { GetFleetHistory } from "#lib/telemetry/api-history";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetFleetHistory, ({ query }) => services().telemetry.fleetHistory(query));
