import { ScoreAgent } from "#lib/karma/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(ScoreAgent, ({ params, body }) => services().karma.score(params.agent_id, body));
