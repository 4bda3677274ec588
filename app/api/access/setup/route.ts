import { SetUp } from "#lib/access/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(SetUp, ({ body }, asker) => services().access.setUp(body, asker));
