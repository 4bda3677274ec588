import { RemoveUser } from "#lib/access/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(RemoveUser, ({ params }, asker) =>
  services().access.removeUser(params.name, asker),
);
