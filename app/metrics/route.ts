import { GetPrometheus } from "#lib/health/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetPrometheus, async () => {
  const { contentType, text } = await services().health.prometheus();
  return new Response(text, { headers: { "content-type": contentType, "cache-control": "no-store" } });
});
