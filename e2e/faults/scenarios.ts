import { redisKilled } from "./s01-redis-killed.ts";
import { lostReplies } from "./s04-lost-replies.ts";
import type { Scenario } from "./scenario.ts";

/** Every scenario there is, in the order of the fault table. */
export const SCENARIOS: readonly Scenario[] = [redisKilled, lostReplies];
