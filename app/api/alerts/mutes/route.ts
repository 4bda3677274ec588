import { MuteSubject } from "#lib/alerts/api-alerts";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(MuteSubject, ({ body }) => services().alerts.mute(body));
