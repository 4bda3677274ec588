import { MutateAgent } from "#lib/dna/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(MutateAgent, ({ params, body }) => services().dna.mutate(params.agent_id, body));
