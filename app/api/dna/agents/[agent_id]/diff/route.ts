import { GetDiff } from "#lib/dna/api-insights";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetDiff, ({ params, query }) => services().dna.diff(params.agent_id, query));
