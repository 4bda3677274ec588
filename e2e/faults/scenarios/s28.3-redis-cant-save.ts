import { mkdir, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { DASHBOARDS, ROBOTS, withoutRoom } from "../no-room.ts";
import { exactly, type Scenario } from "../scenario.ts";
import { lost, readStream, repeated } from "../stream.ts";

export const redisCantSave: Scenario = {
  id: "S28.3",
  title: "Redis can't save, and takes no writes",
  promises:
    "every write is answered 507 with a sentence, and every read as ever; dashboards and robots stay; once Redis can save everything is written again by itself, and nothing acknowledged is lost or twice",
  injects: `a folder where Redis saves to (MISCONF) for 3 s; 200 events/s, an agent that is saved without a pause, ${ROBOTS} robots at 10 Hz, ${DASHBOARDS} dashboards`,
  injectsInFull: `a folder where Redis saves to (MISCONF) for 30 s; 200 events/s, an agent that is saved without a pause, ${ROBOTS} robots at 10 Hz, ${DASHBOARDS} dashboards`,
  quick: true,
  defences: [
    "server/store/redis/index.ts: health asks with PING, which Redis then refuses → reads that failed meanwhile (45)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    const inTheWay = join(redis.folder, "dump.rdb");
    const { url } = await rig.gateway(redis.url);
    const { figures, dashboards, acknowledged, snapshots } = await withoutRoom(rig, {
      url,
      status: 507,
      async begin() {
        await mkdir(inTheWay);
        // As by itself, only faster: after each second in which something was written.
        await redis.cli("CONFIG", "SET", "save", "1 1");
      },
      end: () => rmdir(inTheWay),
    });
    const exact = await rig.exact(redis, dashboards);
    const stream = await readStream(redis);
    return [
      ...figures,
      exactly("acknowledged events lost", lost(stream, acknowledged), 0),
      exactly("events in the stream more than once", repeated(stream), 0),
      ...(await snapshots.figures()),
      ...exact,
    ];
  },
};
