import { ListRobots } from "#lib/telemetry/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(ListRobots, ({ query }) => services().telemetry.robots(query));
