import { decide } from "#lib/access/decide";
import { GetHealth, vitalsOf } from "#lib/health/api";
import { json, route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetHealth, async ({ query }, { who }) => {
  const whole = await services().health.report();
  // Who may not read learns whether it lives, and nothing of what goes on in it.
  const report = decide(who, { needs: "viewer" }) === "allowed" ? whole : vitalsOf(whole);
  return json(report, report.ready || query.live ? 200 : 503);
});
