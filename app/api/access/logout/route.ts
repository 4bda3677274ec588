import { LogOut } from "#lib/access/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(LogOut, ({ body }, asker) => services().access.logOut(body, asker));
