import { ChangeUser } from "#lib/access/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(ChangeUser, ({ params, body }, asker) =>
  services().access.changeUser(params.name, body, asker),
);
