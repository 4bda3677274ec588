import { LogIn } from "#lib/access/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(LogIn, ({ body }, asker) => services().access.logIn(body, asker));
