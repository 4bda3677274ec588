import { GetCapsule } from "#lib/history/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetCapsule, ({ query }) => services().history.capsule(query));
