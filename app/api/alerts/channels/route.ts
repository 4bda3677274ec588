import { AddChannel, ListChannels } from "#lib/alerts/api-delivery";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(ListChannels, () => services().alerts.channels());
export const POST = route(AddChannel, ({ body }) => services().alerts.addChannel(body));
