import { RevokeToken } from "#lib/access/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(RevokeToken, ({ params }, asker) =>
  services().access.revokeToken(params.key_id, asker),
);
