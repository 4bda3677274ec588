import { PutRule, ResetRule } from "#lib/alerts/api-alerts";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const PUT = route(PutRule, ({ params, body }) => services().alerts.putRule(params.rule_id, body));
export const DELETE = route(ResetRule, ({ params }) => services().alerts.resetRule(params.rule_id));
