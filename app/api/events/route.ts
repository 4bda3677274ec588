import { ListEvents, PublishEvents } from "#lib/events/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(ListEvents, ({ query }) => services().events.list(query));
export const POST = route(PublishEvents, ({ body }) => services().events.append(body));
