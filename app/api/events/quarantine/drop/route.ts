import { DropQuarantined } from "#lib/doctor/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(DropQuarantined, ({ body }) => services().doctor.drop(body));
