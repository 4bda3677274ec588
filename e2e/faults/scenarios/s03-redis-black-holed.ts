import { setTimeout as sleep } from "node:timers/promises";
import { readiness } from "../balancer.ts";
import { atMost, exactly, type Scenario } from "../scenario.ts";
import { lost, readStream, repeated } from "../stream.ts";
import { needs, until } from "../until.ts";

const LONG_ENOUGH_MS = 30_000;

export const redisBlackHoled: Scenario = {
  id: "S03",
  title: "Redis can be reached and says nothing",
  promises:
    "the gateway says within 5 s that it isn't ready, and all the time that it lives; it is there again 3 s after Redis is, and nothing is lost or twice",
  injects: "a network that swallows everything for 10 s; 200 events/s, 20 robots at 10 Hz, 50 dashboards",
  injectsInFull:
    "a network that swallows everything for 60 s; 200 events/s, 20 robots at 10 Hz, 50 dashboards",
  quick: true,
  defences: [
    "server/store/redis/connection.ts: a command may take as long as it takes → longest wait of a request (4,986 ms), until it says that it isn't ready (5,007 ms)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    const cable = await rig.cable(redis.url);
    const { url } = await rig.gateway(cable.url);
    const dashboards = await rig.dashboards(url);
    await rig.robots(url);
    const load = rig.load({ url: () => url });
    await needs("the load runs", () => load.acknowledged.size > 200);
    const waitedBefore = load.waits.length;
    cable.silence();
    const silentAt = performance.now();
    const notReadyMs = await until(async () => (await readiness(url)) === "not_ready", LONG_ENOUGH_MS);
    let deaths = 0;
    while (performance.now() - silentAt < (rig.full ? 60_000 : 10_000)) {
      const answer = await fetch(`${url}/api/health?live=true`, { signal: AbortSignal.timeout(2_000) }).catch(
        () => null,
      );
      if (answer?.status !== 200) deaths += 1;
      await sleep(250);
    }
    const waits = load.waits.slice(waitedBefore);
    cable.heal();
    const readyMs = await until(async () => (await readiness(url)) === "ready", LONG_ENOUGH_MS);
    await load.stop();
    const exact = await rig.exact(redis, dashboards);
    const stream = await readStream(redis);
    return [
      atMost("until it says that it isn't ready", notReadyMs, 5_000, "ms"),
      exactly("times that it didn't say that it lives", deaths, 0),
      atMost("longest wait of a request", Math.max(...waits), 1_100, "ms"),
      atMost("until it is ready again", readyMs, 3_000, "ms"),
      exactly("acknowledged events lost", lost(stream, load.acknowledged), 0),
      exactly("events in the stream more than once", repeated(stream), 0),
      ...exact,
    ];
  },
};
