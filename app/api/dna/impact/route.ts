import { GetImpact } from "#lib/dna/api-insights";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetImpact, ({ query }) => services().dna.impact(query));
