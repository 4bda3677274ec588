import { GetQuarantine } from "#lib/doctor/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetQuarantine, ({ query }) => services().doctor.quarantine(query));
