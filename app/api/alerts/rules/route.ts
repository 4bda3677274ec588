import { ListRules } from "#lib/alerts/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(ListRules, () => services().alerts.rules());
