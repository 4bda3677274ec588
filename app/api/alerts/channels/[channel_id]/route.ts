import { RemoveChannel } from "#lib/alerts/api-delivery";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const DELETE = route(RemoveChannel, ({ params }) =>
  services().alerts.removeChannel(params.channel_id),
);
