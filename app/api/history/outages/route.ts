import { GetOutages } from "#lib/history/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetOutages, ({ query }) => services().history.outages(query));
