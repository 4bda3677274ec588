import { GetDoctor } from "#lib/doctor/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetDoctor, () => services().doctor.report());
