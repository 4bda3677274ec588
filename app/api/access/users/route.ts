import { CreateUser } from "#lib/access/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(CreateUser, ({ body }, asker) => services().access.createUser(body, asker));
