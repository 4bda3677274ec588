import { handIn } from "../load.ts";
import { replicate, wasToldOfLoss } from "../replicas.ts";
import { atLeast, atMost, exactly, type Scenario } from "../scenario.ts";
import { lost, readStream, repeated } from "../stream.ts";
import { needs, until } from "../until.ts";

const DASHBOARDS = 20;
const LONG_ENOUGH_MS = 30_000;

export const readOnly: Scenario = {
  id: "S30.2",
  title: "The primary is made a replica of another one, which lacks its newest events",
  promises:
    "writes are back within 15 s; what was acknowledged before the replica fell behind and after it took over is not lost; every dashboard is told of a gap for what only the old primary had, and goes on",
  injects: `REPLICAOF both ways while connections stay open (READONLY) and new ones lead to the new primary; 200 events/s, 20 robots at 10 Hz, ${DASHBOARDS} dashboards; some events that were never replicated`,
  quick: true,
  defences: [
    "server/store/follow.ts: the follower's place isn't judged → dashboards told of it (0 of 20)",
    "server/store/redis/connection.ts: READONLY is no reason to connect anew → until a write was taken again (never)",
  ],
  async run(rig) {
    const old = await rig.redis();
    const next = await rig.redis();
    const cable = await rig.cable(old.url);
    const { url } = await rig.gateway(cable.url);
    await replicate(next, old);
    const dashboards = await rig.dashboards(url, DASHBOARDS);
    await rig.robots(url);
    const load = rig.load({ url: () => url });
    await needs("the load runs", () => load.acknowledged.size > 200);

    await next.cli("REPLICAOF", "NO", "ONE");
    const replicated = new Set((await readStream(next)).map(({ eventId }) => eventId));
    const before = new Map([...load.acknowledged].filter(([id]) => replicated.has(id)));
    await needs("it lacks some", () => load.acknowledged.size > before.size + 50);
    cable.leadTo(next.url);
    await old.cli("REPLICAOF", "127.0.0.1", String(next.port));
    const backMs = await until(() => handIn(url, "taken-again"), LONG_ENOUGH_MS);
    const atFailover = load.acknowledged.size;
    const gapMs = await until(() => dashboards.every(wasToldOfLoss), LONG_ENOUGH_MS);
    await needs("the load goes on", () => load.acknowledged.size > atFailover + 200);
    await load.stop();
    const exact = await rig.exact(next, dashboards);
    const stream = await readStream(next);
    const after = new Map([...load.acknowledged].slice(atFailover));
    return [
      atMost("until a write was taken again", backMs, 15_000, "ms"),
      atMost("until every dashboard was told of the gap", gapMs, 15_000, "ms"),
      exactly("dashboards told of it", dashboards.filter(wasToldOfLoss).length, DASHBOARDS),
      exactly("lost of what was acknowledged and replicated", lost(stream, before), 0),
      atLeast("events that only the old primary had", lost(stream, load.acknowledged), 1),
      exactly("lost of what was acknowledged afterwards", lost(stream, after), 0),
      exactly("events in the stream more than once", repeated(stream), 0),
      ...exact,
    ];
  },
};
