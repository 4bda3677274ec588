import { GetQuarantine } from "#lib/events/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetQuarantine, ({ query }) => services().events.quarantine(query));
