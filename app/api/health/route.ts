import { GetHealth } from "#lib/health/api";
import { json, route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetHealth, async ({ query }) => {
  const report = await services().health.report();
  return json(report, report.ready || query.live ? 200 : 503);
});
