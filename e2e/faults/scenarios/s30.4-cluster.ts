import { failoverFigures, killUnderLoad } from "../failover.ts";
import type { Scenario } from "../scenario.ts";
import { needs } from "../until.ts";

const DASHBOARDS = 20;
const NODE_TIMEOUT_MS = 3_000;
const BACK_WITHIN_MS = 20_000;

export const cluster: Scenario = {
  id: "S30.4",
  title: "The node of a Redis Cluster that has the events is killed, and its replica takes over",
  promises:
    "writes are back within 20 s of the kill, and every dashboard is live; each event stands in the stream once, and where an acknowledged one had not been replicated every dashboard is told of a gap",
  injects: `SIGKILL of one of three primaries, which the others call down after ${NODE_TIMEOUT_MS / 1000} s; 200 events/s, 20 robots at 10 Hz, ${DASHBOARDS} dashboards`,
  quick: true,
  defences: [
    "server/store/redis/slot-owner.ts: who has the events is asked once and remembered → writes are never taken again (the load could not be handed in)",
  ],
  async run(rig) {
    const { url: redisUrl, eventsAt, replica } = await rig.cluster({ nodeTimeoutMs: NODE_TIMEOUT_MS });
    const { url } = await rig.gateway(redisUrl);
    const dashboards = await rig.dashboards(url, DASHBOARDS);
    await rig.robots(url);
    const load = rig.load({ url: () => url });
    await needs("the load runs", () => load.acknowledged.size > 200);
    const failover = await killUnderLoad({ victim: eventsAt, url, dashboards });
    await load.stop();
    return failoverFigures(rig, {
      failovers: [failover],
      withinMs: BACK_WITHIN_MS,
      primary: replica,
      dashboards,
      load,
    });
  },
};
