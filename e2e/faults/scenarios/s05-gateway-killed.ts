import { atMost, exactly, type Scenario } from "../scenario.ts";
import { lost, readStream, repeated } from "../stream.ts";
import { needs, until } from "../until.ts";

const LONG_ENOUGH_MS = 20_000;

export const gatewayKilled: Scenario = {
  id: "S05",
  title: "A gateway is killed, and its dashboards move to another",
  promises:
    "95 % of the dashboards are live within 5 s and all within 10 s; each shows every event once and in order",
  injects:
    "SIGKILL of one of two gateways behind a balancer; 200 events/s, 20 robots at 10 Hz, 50 dashboards",
  quick: true,
  defences: ["server/gateway/dashboards.ts: where a dashboard stands is ignored → jumps without a gap (25)"],
  async run(rig) {
    const redis = await rig.redis();
    const gateways = [await rig.gateway(redis.url), await rig.gateway(redis.url)] as const;
    const balancer = await rig.balancer(gateways);
    const dashboards = await rig.dashboards(balancer.url);
    await rig.robots(balancer.url);
    const load = rig.load({ url: () => balancer.url });
    await needs("the load runs", () => load.acknowledged.size > 400);

    const moved = () => dashboards.filter((one) => one.saysSo());
    await gateways[0].kill();
    await needs("the gateway's dashboards say so", () => moved().length > 0);
    const away = moved();
    const appliedBefore = away.map((one) => one.applied());
    const share = () =>
      away.filter((one, n) => !one.saysSo() && one.applied() > (appliedBefore[n] ?? 0)).length / away.length;
    const mostMs = until(() => share() >= 0.95, LONG_ENOUGH_MS);
    const allMs = await until(() => share() === 1, LONG_ENOUGH_MS);
    await load.stop();
    const exact = await rig.exact(redis, dashboards);
    const stream = await readStream(redis);
    await gateways[0].start();
    return [
      atMost("until 95 % of the dashboards are live again", await mostMs, 5_000, "ms"),
      atMost("until all are", allMs, 10_000, "ms"),
      exactly("acknowledged events lost", lost(stream, load.acknowledged), 0),
      exactly("events in the stream more than once", repeated(stream), 0),
      ...exact,
    ];
  },
};
