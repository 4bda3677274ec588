import { ListDeliveries } from "#lib/alerts/api-delivery";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(ListDeliveries, () => services().alerts.deliveries());
