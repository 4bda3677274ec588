import { TestChannel } from "#lib/alerts/api-delivery";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(TestChannel, ({ params }) => services().alerts.testChannel(params.channel_id));
