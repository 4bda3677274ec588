import { GetHistory } from "#lib/dna/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetHistory, ({ params, query }) => services().dna.history(params.agent_id, query));
