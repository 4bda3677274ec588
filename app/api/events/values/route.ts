import { GetValues } from "#lib/history/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetValues, ({ query }) => services().history.values(query));
