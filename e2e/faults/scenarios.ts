import { redisKilled } from "./s01-redis-killed.ts";
import { lostReplies } from "./s04-lost-replies.ts";
import { gatewayKilled } from "./s05-gateway-killed.ts";
import { rollingRestart } from "./s06-rolling-restart.ts";
import type { Scenario } from "./scenario.ts";

/** Every scenario there is, in the order of the fault table. */
export const SCENARIOS: readonly Scenario[] = [redisKilled, lostReplies, gatewayKilled, rollingRestart];
