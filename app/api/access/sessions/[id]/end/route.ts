import { EndSession } from "#lib/access/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(EndSession, ({ params }, asker) => services().access.endSession(params.id, asker));
