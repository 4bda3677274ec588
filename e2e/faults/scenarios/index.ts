import type { Scenario } from "../scenario.ts";
import { redisKilled } from "./s01-redis-killed.ts";
import { redisAway } from "./s02-redis-away.ts";
import { redisBlackHoled } from "./s03-redis-black-holed.ts";
import { lostReplies } from "./s04-lost-replies.ts";
import { gatewayKilled } from "./s05-gateway-killed.ts";
import { rollingRestart } from "./s06-rolling-restart.ts";
import { cursorTrimmed } from "./s07-cursor-trimmed.ts";
import { anotherStream } from "./s08-another-stream.ts";
import { allAtOnce } from "./s09-all-at-once.ts";
import { stalledDashboards } from "./s10-stalled-dashboards.ts";
import { slowLine } from "./s11-slow-line.ts";
import { floodingRobot } from "./s12-flooding-robot.ts";
import { twoConnections } from "./s13-two-connections.ts";
import { halfOpen } from "./s14-half-open.ts";
import { robotClocks } from "./s15-robot-clocks.ts";
import { streamIds } from "./s16-stream-ids.ts";
import { poison } from "./s17-poison.ts";
import { deliveryKilled } from "./s18.2-delivery-killed.ts";
import { jobKilled } from "./s18-job-killed.ts";
import { malformed } from "./s19-malformed.ts";
import { tooLargeTooSlow } from "./s20-too-large-too-slow.ts";
import { hostileJson } from "./s21-hostile-json.ts";
import { hostileTexts } from "./s22-hostile-texts.ts";
import { csvFormulas } from "./s23-csv-formulas.ts";
import { hostileIds } from "./s24-hostile-ids.ts";
import { foreignOrigin } from "./s25-foreign-origin.ts";
import { guessedTokens } from "./s26-guessed-tokens.ts";
import { everyDoor } from "./s27-every-door.ts";
import { killedWriting } from "./s28.2-killed-writing.ts";
import { redisCantSave } from "./s28.3-redis-cant-save.ts";
import { diskFull } from "./s28-disk-full.ts";
import { leaderStopped } from "./s29-leader-stopped.ts";
import { readOnly } from "./s30.2-read-only.ts";
import { sentinels } from "./s30.3-sentinels.ts";
import { cluster } from "./s30.4-cluster.ts";
import { fullMemory } from "./s30-full-memory.ts";
import { halfAnHour } from "./s31-half-an-hour.ts";

/** Every scenario there is, in the order of the fault table. */
export const SCENARIOS: readonly Scenario[] = [
  redisKilled,
  redisAway,
  redisBlackHoled,
  lostReplies,
  gatewayKilled,
  rollingRestart,
  cursorTrimmed,
  anotherStream,
  allAtOnce,
  stalledDashboards,
  slowLine,
  floodingRobot,
  twoConnections,
  halfOpen,
  robotClocks,
  streamIds,
  poison,
  jobKilled,
  deliveryKilled,
  malformed,
  tooLargeTooSlow,
  hostileJson,
  hostileTexts,
  csvFormulas,
  hostileIds,
  foreignOrigin,
  guessedTokens,
  everyDoor,
  diskFull,
  killedWriting,
  redisCantSave,
  leaderStopped,
  fullMemory,
  readOnly,
  sentinels,
  cluster,
  halfAnHour,
];
