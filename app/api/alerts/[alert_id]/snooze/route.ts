import { actsAs } from "#lib/access/decide";
import { SnoozeAlert } from "#lib/alerts/api-alerts";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(SnoozeAlert, ({ params, body }, { who }) =>
  services().alerts.snooze(params.alert_id, { ...body, by: actsAs(who, body.by) }),
);
