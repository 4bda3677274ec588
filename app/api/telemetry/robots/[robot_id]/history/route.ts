import { GetMetricHistory } from "#lib/telemetry/api-history";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetMetricHistory, ({ params, query }) =>
  services().telemetry.history(params.robot_id, query),
);
