import { RetryQuarantined } from "#lib/doctor/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(RetryQuarantined, ({ body }) => services().doctor.retry(body));
