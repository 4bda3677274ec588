import { setTimeout as sleep } from "node:timers/promises";
import type { Dashboard } from "../dashboard.ts";
import { startReads } from "../reads.ts";
import { atMost, exactly, quantile, type Scenario } from "../scenario.ts";
import { lost, readStream, repeated } from "../stream.ts";
import { needs, until } from "../until.ts";

const AWAY_MS = 5_000;
const LONG_ENOUGH_MS = 15_000;

export const redisKilled: Scenario = {
  id: "S01",
  title: "Redis is killed under load and comes back with its append-only file",
  promises:
    "no acknowledged event is lost; every dashboard says that something is wrong within 3 s, shows every event once and in order, and is live 5 s after Redis is back; what is known is read in 50 ms (p99) throughout",
  injects: "SIGKILL once, 5 s away, appendfsync always; 200 events/s, 20 robots at 10 Hz, 50 dashboards",
  injectsInFull:
    "SIGKILL ten times, 5 s away each, appendfsync always; 200 events/s, 20 robots at 10 Hz, 50 dashboards",
  quick: true,
  defences: ["server/gateway/dashboards.ts: the link isn't told → until every dashboard says so (never)"],
  async run(rig) {
    const redis = await rig.redis({ appendfsync: "always" });
    const { url } = await rig.gateway(redis.url);
    const dashboards = await rig.dashboards(url);
    await rig.robots(url);
    const load = rig.load({ url: () => url });
    const reads = startReads(`${url}/api/live`);
    let saidLateMs = 0;
    let liveLateMs = 0;
    await needs("the load runs", () => load.acknowledged.size > 200);
    for (let turn = 0; turn < (rig.full ? 10 : 1); turn++) {
      await redis.kill();
      const killedAt = performance.now();
      saidLateMs = Math.max(
        saidLateMs,
        await until(() => dashboards.every((one) => one.saysSo()), LONG_ENOUGH_MS),
      );
      await sleep(Math.max(0, AWAY_MS - (performance.now() - killedAt)));
      await redis.start();
      const applied = dashboards.map((one) => one.applied());
      const isLive = (one: Dashboard, n: number) => !one.saysSo() && one.applied() > (applied[n] ?? 0);
      liveLateMs = Math.max(liveLateMs, await until(() => dashboards.every(isLive), LONG_ENOUGH_MS));
    }
    await load.stop();
    const readsMs = await reads.stop();
    const exact = await rig.exact(redis, dashboards);
    const stream = await readStream(redis);
    return [
      exactly("acknowledged events lost", lost(stream, load.acknowledged), 0),
      exactly("events in the stream more than once", repeated(stream), 0),
      ...exact,
      atMost("until every dashboard says so", saidLateMs, 3_000, "ms"),
      atMost("until every dashboard is live again", liveLateMs, 5_000, "ms"),
      atMost("reads of what is known, p99", quantile(readsMs, 0.99), 50, "ms"),
    ];
  },
};
