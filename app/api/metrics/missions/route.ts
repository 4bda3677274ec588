import { AddMissions, GetMissions } from "#lib/metrics/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetMissions, () => services().metrics.missions());
export const POST = route(AddMissions, ({ body }) => services().metrics.addMissions(body));
