import type { RedisProcess } from "../../redis-process.ts";
import { type Failover, failoverFigures, killUnderLoad } from "../failover.ts";
import { isReplica, replicate } from "../replicas.ts";
import type { Scenario } from "../scenario.ts";
import { needs } from "../until.ts";

const DASHBOARDS = 20;
const DOWN_AFTER_MS = 3_000;
const BACK_WITHIN_MS = 15_000;
const LOAD = `200 events/s, 20 robots at 10 Hz, ${DASHBOARDS} dashboards`;
const KILL = `SIGKILL of the primary, which three sentinels call down after ${DOWN_AFTER_MS / 1000} s`;

export const sentinels: Scenario = {
  id: "S30.3",
  title: "The primary is killed, and sentinels make another one of its replica",
  promises:
    "writes are back within 15 s of the kill, and every dashboard is live; each event stands in the stream once, and where an acknowledged one had not been replicated every dashboard is told of a gap",
  injects: `${KILL}; ${LOAD}`,
  injectsInFull: `${KILL}; again when it has come back as a replica; ${LOAD}`,
  quick: true,
  defences: [
    "server/store/redis/connection.ts: a connection for commands that broke isn't made again → writes are never taken again (the load could not be handed in)",
  ],
  async run(rig) {
    let [primary, replica] = [await rig.redis(), await rig.redis()];
    await replicate(replica, primary);
    const watchers = await rig.sentinels(primary, { downAfterMs: DOWN_AFTER_MS });
    await needs("they know each other and the replica", () => agree(watchers));
    const addresses = watchers.map(({ port }) => `127.0.0.1:${port}`).join(",");
    const { url } = await rig.gateway(`redis+sentinel://${addresses}/mymaster`);
    const dashboards = await rig.dashboards(url, DASHBOARDS);
    await rig.robots(url);
    const load = rig.load({ url: () => url });
    await needs("the load runs", () => load.acknowledged.size > 200);
    const failovers: Failover[] = [];
    for (let turn = 0; turn < (rig.full ? 2 : 1); turn++) {
      if (turn > 0) {
        await replica.start();
        await needs(
          "it has come back as a replica",
          async () => (await isReplica(replica)) && agree(watchers),
        );
      }
      failovers.push(await killUnderLoad({ victim: primary, url, dashboards }));
      [primary, replica] = [replica, primary];
    }
    await load.stop();
    return failoverFigures(rig, { failovers, withinMs: BACK_WITHIN_MS, primary, dashboards, load });
  },
};

/** Whether each of them knows the two others and the replica: before that they can't elect anybody. */
async function agree(watchers: readonly RedisProcess[]): Promise<boolean> {
  const known = await Promise.all(watchers.map((one) => one.cli("SENTINEL", "MASTER", "mymaster")));
  return known.every((text) =>
    ["num-slaves\n1", "num-other-sentinels\n2", "flags\nmaster"].every((line) => text.includes(`${line}\n`)),
  );
}
