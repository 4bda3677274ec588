import { ChangePassword } from "#lib/access/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(ChangePassword, ({ body }, asker) => services().access.changePassword(body, asker));
