import { connectRobot } from "../../robots.ts";
import { handIn } from "../load.ts";
import type { Rig } from "../rig.ts";
import { atMost, exactly, type Scenario } from "../scenario.ts";
import { readStream, repeated } from "../stream.ts";
import { needs } from "../until.ts";

const AT_ONCE = 100;
const ROBOTS = 10;
/** Stands in every request that appends, and in no other. */
const APPENDS = "{brain:events:stream}:dedup:";
/** A second at the store, and the way there and back of a hundred requests at once. */
const ANSWERED_WITHIN_MS = 1_100;

export const lostReplies: Scenario = {
  id: "S04",
  title: "Redis takes an event, and its reply is lost",
  promises: "each event stands in the stream once; whoever publishes waits 1 s at most",
  injects:
    "30 replies lost with their connection, 10 of robots that connect; 100 requests whose replies never come; 100 while Redis is away",
  injectsInFull:
    "100 replies lost with their connection, 10 of robots that connect; 100 requests whose replies never come; 100 while Redis is away",
  quick: true,
  defences: [
    "server/store/redis/scripts.ts: the known event id isn't looked up → entries of the events whose replies were lost (60 of 30), of those not answered (204 of 100)",
  ],
  async run(rig) {
    const times = rig.full ? 100 : 30;
    const redis = await rig.redis({ appendfsync: "always" });
    const cable = await rig.cable(redis.url);
    const { url } = await rig.gateway(cable.url);
    const insist = (id: string) => needs(`${id} is acknowledged`, () => handIn(url, id));

    // The producer hears of a failure though Redis has the event, and hands it in again.
    for (let n = 0; n < times; n++) {
      cable.swallowReply(APPENDS, "cut");
      await insist(`broken-${n}`);
    }
    const swallowed = cable.swallowed();
    // Robots' events go through the outbox, which insists by itself.
    for (let n = 0; n < ROBOTS; n++) {
      cable.swallowReply(APPENDS, "cut");
      await connect(rig, url, `robot_${n}`);
      await needs("its event was sent", () => cable.swallowed() > swallowed + n);
    }
    await needs("the robots' events are there", async () => (await connected(url)) >= ROBOTS);

    // Connected again, and with a hundred connections of the producers' that are open already.
    await insist("before");
    await allAtOnce(url, "before");
    cable.swallowReply(APPENDS, "stay_open");
    const unanswered = await allAtOnce(url, "unanswered");
    for (const id of unanswered.ids) await insist(id);
    await redis.kill();
    const away = await allAtOnce(url, "away");
    await redis.start();
    for (const id of away.ids) await insist(id);

    const stream = await readStream(redis);
    const entries = (name: string) => stream.filter(({ eventId }) => eventId.startsWith(name)).length;
    return [
      exactly("replies lost with their connection", cable.swallowed(), times + ROBOTS + 1),
      exactly("entries of the events whose replies were lost", entries("broken-"), times),
      exactly("entries of the robots that connected", await connected(url), ROBOTS),
      exactly("entries of the events that were not answered", entries("unanswered-"), AT_ONCE),
      exactly("entries of the events while Redis was away", entries("away-"), AT_ONCE),
      exactly("events in the stream more than once", repeated(stream), 0),
      exactly("requests that were told of a failure", unanswered.refused + away.refused, 2 * AT_ONCE),
      atMost("longest wait for a reply that never comes", unanswered.longestMs, ANSWERED_WITHIN_MS, "ms"),
      atMost("longest wait while Redis is away", away.longestMs, ANSWERED_WITHIN_MS, "ms"),
    ];
  },
};

async function connect(rig: Rig, url: string, robotId: string): Promise<void> {
  const robot = await connectRobot(url, robotId);
  rig.atEnd(robot.close);
}

async function allAtOnce(url: string, name: string) {
  const ids = Array.from({ length: AT_ONCE }, (_, n) => `${name}-${n}`);
  let longestMs = 0;
  let refused = 0;
  await Promise.all(
    ids.map(async (id) => {
      const sentAt = performance.now();
      if (!(await handIn(url, id))) refused += 1;
      longestMs = Math.max(longestMs, performance.now() - sentAt);
    }),
  );
  return { ids, refused, longestMs };
}

/** Robots that the stream says are connected. */
async function connected(url: string): Promise<number> {
  const query = encodeURIComponent("type:telemetry.connection_established");
  const response = await fetch(`${url}/api/events?limit=1000&query=${query}`);
  return ((await response.json()) as { events: unknown[] }).events.length;
}
