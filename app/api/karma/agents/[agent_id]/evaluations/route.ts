import { GetEvaluations } from "#lib/karma/api-evaluations";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetEvaluations, ({ params, query }) =>
  services().karma.evaluations(params.agent_id, query),
);
