import { BeginSignIn } from "#lib/access/api-provider";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(BeginSignIn, ({ query }, asker, request) =>
  services().access.beginSignIn(query.next, asker, request),
);
