import { setTimeout as sleep } from "node:timers/promises";
import type { Cable } from "../../cable.ts";
import type { RedisProcess } from "../../redis-process.ts";
import type { ServerProcess } from "../../server-process.ts";
import {
  addMissions,
  completedRuns,
  countedMissions,
  HOURLY,
  JOB_LEASE,
  runJob,
  runsByStatus,
} from "../aggregation.ts";
import type { Rig } from "../rig.ts";
import { atMost, exactly, type Scenario } from "../scenario.ts";
import { readStream, repeated } from "../stream.ts";
import { needs, until } from "../until.ts";

const ADDED = 30;
const STOPPED_MS = 30_000;
const LONG_ENOUGH_MS = 40_000;
/** The moments at which what a stopped leader had sent arrives. The first one finds everything as the leader knew it. */
const ARRIVALS = ["before its successor has counted", "afterwards"] as const;

interface Aggregator {
  gateway: ServerProcess;
  /** Between it and Redis. */
  cable: Cable;
}

export const leaderStopped: Scenario = {
  id: "S29",
  title: "The gateway that runs the aggregation job is stopped, and goes on after another has taken over",
  promises:
    "another takes over within 20 s; what the stopped one had sent is refused, whether its successor has counted by then or not; each entry is counted once, and told of in one run; the one that goes on knows that it isn't the one any more",
  injects: `SIGSTOP of one of two gateways while the result of its run is on its way, its lease removed and the result let through, SIGCONT; then the same of the other; ${ADDED} new entries before and during each`,
  injectsInFull: `SIGSTOP for 30 s of one of two gateways while the result of its run is on its way, which arrives after the other has taken over, SIGCONT; then the same of the other; ${ADDED} new entries before and during each`,
  quick: true,
  defences: [
    "server/metrics/schedule.ts: who stands by asks for the lease at its own turns only → until another had taken over (never)",
    "server/metrics/aggregate.ts: a result is written without its lease → results of stopped ones that were refused as theirs (0 of 2), that changed the count (1)",
    "lib/metrics/state.ts: a failed run is paired with its start by order only → runs shown without their end (2 of 0)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    const pair = [await aggregator(rig, redis), await aggregator(rig, redis)] as const;
    await runJob(pair[0].gateway.url);
    const takeoversMs: number[] = [];
    const knowsMs: number[] = [];
    let refused = 0;
    let changed = 0;
    let claimed = 0;
    let miscounted = 0;
    let added = 0;
    for (const [n, arrives] of ARRIVALS.entries()) {
      const [leader, other] = n === 0 ? pair : pair.toReversed();
      if (!leader || !other) throw new Error("Two are there");
      const count = () => countedMissions(other.gateway.url);
      await addMissions(redis, ADDED);
      const result = leader.cable.holdRequest("metrics.aggregation_completed");
      const run = runJob(leader.gateway.url);
      await needs("the result is on its way", result.arrived);
      signal(leader, "SIGSTOP");
      const stoppedAt = performance.now();
      await addMissions(redis, ADDED);
      const arrive = async () => {
        const before = await count();
        if ((await result.letGo()).includes("lease")) refused += 1;
        if ((await count()) !== before) changed += 1;
      };
      takeoversMs.push(await takeover(redis, rig.full));
      if (arrives === "before its successor has counted") await arrive();
      await runJob(other.gateway.url);
      if (arrives === "afterwards") await arrive();
      added += 2 * ADDED;
      if ((await count()) !== added) miscounted += 1;
      if (rig.full) await sleep(STOPPED_MS - (performance.now() - stoppedAt));
      signal(leader, "SIGCONT");
      if ((await statusOf(run)) === "completed") claimed += 1;
      knowsMs.push(
        await until(async () => (await runJob(leader.gateway.url)).status === 409, LONG_ENOUGH_MS),
      );
      if ((await count()) !== added) miscounted += 1;
    }
    const shown = () => runsByStatus(pair[0].gateway.url);
    await until(async () => (await shown()).failed === ARRIVALS.length, LONG_ENOUGH_MS);
    const { failed = 0, lost = 0 } = await shown();
    const told = await completedRuns(pair[0].gateway.url);
    return [
      atMost("until another had taken over", Math.max(...takeoversMs), 20_000, "ms"),
      exactly("results of stopped ones that were refused as theirs", refused, ARRIVALS.length),
      exactly("results of stopped ones that changed the count", changed, 0),
      exactly("runs of stopped ones that were called completed", claimed, 0),
      exactly("failed runs that are shown", failed, ARRIVALS.length),
      exactly("runs shown without their end", lost, 0),
      atMost("until one that goes on says that another runs the job", Math.max(...knowsMs), 10_000, "ms"),
      exactly("times that the count was wrong", miscounted, 0),
      exactly("entries counted in the end", await countedMissions(pair[0].gateway.url), added),
      exactly("entries that completed runs told of", told.entries, added),
      exactly("events in the stream more than once", repeated(await readStream(redis)), 0),
    ];
  },
};

async function aggregator(rig: Rig, redis: RedisProcess): Promise<Aggregator> {
  const cable = await rig.cable(redis.url);
  const gateway = await rig.gateway(cable.url, HOURLY);
  const one = { gateway, cable };
  // One that is stopped can't end in order.
  rig.atEnd(() => signal(one, "SIGCONT"));
  return one;
}

function signal({ gateway }: Aggregator, name: "SIGSTOP" | "SIGCONT"): void {
  const pid = gateway.pid();
  if (pid !== undefined) process.kill(pid, name);
}

/** How long it takes until somebody else holds the lease; where it isn't waited for, it runs out at once. */
async function takeover(redis: RedisProcess, waited: boolean): Promise<number> {
  const stopped = await redis.cli("GET", JOB_LEASE);
  if (!waited) await redis.cli("DEL", JOB_LEASE);
  return until(async () => {
    const holder = await redis.cli("GET", JOB_LEASE);
    return holder !== "" && holder !== stopped;
  }, LONG_ENOUGH_MS);
}

async function statusOf(run: Promise<Response>): Promise<string> {
  const { status } = (await (await run).json()) as { status: string };
  return status;
}
