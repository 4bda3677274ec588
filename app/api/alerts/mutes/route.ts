import { actsAs } from "#lib/access/decide";
import { MuteSubject } from "#lib/alerts/api-alerts";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(MuteSubject, ({ body }, { who }) =>
  services().alerts.mute({ ...body, by: actsAs(who, body.by) }),
);
