import { RunJob } from "#lib/metrics/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(RunJob, ({ params }) => services().metrics.run(params.job_id));
