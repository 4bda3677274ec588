import { RollBack } from "#lib/dna/api-insights";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(RollBack, ({ params, body }) => services().dna.rollBack(params.agent_id, body));
