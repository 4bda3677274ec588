import { ListAgents } from "#lib/dna/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(ListAgents, ({ query }) => services().dna.agents(query));
