import { damagedByKill, keptFigures } from "../embedded.ts";
import { atLeast, atMost, exactly, type Scenario } from "../scenario.ts";
import { startSnapshots } from "../snapshots.ts";
import { needs } from "../until.ts";

const EVENTS_PER_SECOND = 200;
const ROBOTS = 5;
/** So many are acknowledged between a start and the kill after it: each time another moment. */
const beforeKill = (n: number) => 40 + ((n * 37) % 100);

export const killedWriting: Scenario = {
  id: "S28.2",
  title: "The gateway is killed while it writes its files",
  promises:
    "its log, history and robots' samples are whole after every kill; nothing acknowledged is lost, in the log or in the history, and nothing is there twice; no state is there without its event",
  injects: `SIGKILL twice under ${EVENTS_PER_SECOND} events/s, an agent that is saved without a pause and ${ROBOTS} robots at 10 Hz, on the embedded store`,
  injectsInFull: `SIGKILL 20 times under ${EVENTS_PER_SECOND} events/s, an agent that is saved without a pause and ${ROBOTS} robots at 10 Hz, on the embedded store`,
  quick: true,
  defences: [
    "server/store/sqlite/writer.ts: answered before the transaction is over → acknowledged events lost (20), events of versions that aren't there (1)",
    "server/history/writer/archive.ts: how far it has come is written before what came → events of the log that the history lacks (10)",
  ],
  async run(rig) {
    const gateway = await rig.gateway();
    const { url, dataDir } = gateway;
    await rig.robots(url, ROBOTS);
    const load = rig.load({ url: () => url, eventsPerSecond: EVENTS_PER_SECOND });
    const snapshots = startSnapshots(rig, url);
    const kills = rig.full ? 20 : 2;
    let damaged = 0;
    let longestStartMs = 0;
    for (let n = 0; n < kills; n++) {
      const enough = load.acknowledged.size + beforeKill(n);
      const saved = snapshots.acknowledged.size;
      await needs(
        "it is written to",
        () => load.acknowledged.size > enough && snapshots.acknowledged.size > saved,
      );
      await gateway.kill();
      damaged += damagedByKill(dataDir).length;
      const startedAt = performance.now();
      await gateway.start();
      longestStartMs = Math.max(longestStartMs, performance.now() - startedAt);
    }
    await load.stop();
    await snapshots.stop();
    return [
      exactly("files that were damaged", damaged, 0),
      atMost("longest start", longestStartMs, 10_000, "ms"),
      atLeast("events acknowledged", load.acknowledged.size, kills * 40),
      ...(await keptFigures(dataDir, load.acknowledged)),
      atLeast("versions of the agent acknowledged", snapshots.acknowledged.size, kills),
      ...(await snapshots.figures()),
    ];
  },
};
