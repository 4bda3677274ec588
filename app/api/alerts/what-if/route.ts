import { TryRule } from "#lib/alerts/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(TryRule, ({ query }) => services().alerts.whatIf(query));
