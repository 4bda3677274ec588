import { FinishSignIn } from "#lib/access/api-provider";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(FinishSignIn, (_input, asker, request) =>
  services().access.finishSignIn(asker, request),
);
