import { GetEvent } from "#lib/history/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetEvent, ({ params }) => services().history.event(params));
