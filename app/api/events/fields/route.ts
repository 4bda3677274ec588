import { GetFields } from "#lib/history/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetFields, () => services().history.fields());
