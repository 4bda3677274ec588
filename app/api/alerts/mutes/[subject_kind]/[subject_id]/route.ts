import { UnmuteSubject } from "#lib/alerts/api-alerts";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const DELETE = route(UnmuteSubject, ({ params }) =>
  services().alerts.unmute({ kind: params.subject_kind, id: params.subject_id }),
);
