import { GetLineage } from "#lib/dna/api-insights";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetLineage, ({ params, query }) => services().dna.lineage(params.agent_id, query));
