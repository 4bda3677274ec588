import { ListJobs } from "#lib/metrics/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(ListJobs, () => services().metrics.jobs());
