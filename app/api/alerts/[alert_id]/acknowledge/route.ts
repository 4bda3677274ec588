import { actsAs } from "#lib/access/decide";
import { AcknowledgeAlert } from "#lib/alerts/api-alerts";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(AcknowledgeAlert, ({ params, body }, { who }) =>
  services().alerts.acknowledge(params.alert_id, { ...body, by: actsAs(who, body.by) }),
);
