import { CreateToken } from "#lib/access/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(CreateToken, ({ body }, asker) => services().access.createToken(body, asker));
