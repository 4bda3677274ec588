import { ListAlerts } from "#lib/alerts/api-alerts";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(ListAlerts, ({ query }) => services().alerts.list(query));
