import { handIn } from "../load.ts";
import { loopLagMs } from "../metric.ts";
import { atMost, type Scenario } from "../scenario.ts";
import { needs, until } from "../until.ts";

const DASHBOARDS = 200;
const MISSED = 1_000;
/** As the protocol carries them. */
const RANGES = ["xrange", "xrevrange"];
const LONG_ENOUGH_MS = 40_000;

export const allAtOnce: Scenario = {
  id: "S09",
  title: "All dashboards of a gateway come back at once",
  promises:
    "all are live within 10 s, the gateway's loop is never behind for more than 200 ms (p99), and Redis is asked for at most 5 ranges",
  injects: `a gateway with ${DASHBOARDS} dashboards is restarted while ${MISSED} events come by way of another one`,
  quick: false,
  defences: [
    "server/gateway/returning.ts: each client that comes back gets a frame of its own → the gateway's loop behind, p99 (1,081 ms)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    const cable = await rig.cable(redis.url);
    const gateway = await rig.gateway(cable.url);
    const other = await rig.gateway(redis.url);
    const dashboards = await rig.dashboards(gateway.url, DASHBOARDS);
    const load = rig.load({ url: () => other.url });
    await needs("all get events", () => dashboards.every((one) => one.applied() > 0));
    await gateway.stop();
    const before = load.acknowledged.size;
    await needs("they are behind", () => load.acknowledged.size >= before + MISSED);
    await load.stop();
    const ranges = RANGES.map((command) => cable.countRequests(`\r\n${command}\r\n`));
    await gateway.start();
    await loopLagMs(gateway.url);
    await handIn(other.url, "the-last");
    const isThere = () => {
      const last = dashboards.map((one) => one.cursor()?.streamId);
      return (
        last.every((id) => id !== undefined && id === last[0]) && dashboards.every((one) => !one.saysSo())
      );
    };
    const liveMs = await until(isThere, LONG_ENOUGH_MS);
    const lagMs = await loopLagMs(gateway.url);
    return [
      atMost("until all are live", liveMs, 10_000, "ms"),
      atMost("the gateway's loop behind, p99", lagMs, 200, "ms"),
      atMost(
        "ranges read from Redis",
        ranges.reduce((sum, count) => sum + count(), 0),
        5,
      ),
      ...(await rig.exact(redis, dashboards)),
    ];
  },
};
