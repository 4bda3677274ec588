import { setTimeout as sleep } from "node:timers/promises";
import type { RedisProcess } from "../../redis-process.ts";
import { connectRobot } from "../../robots.ts";
import { metricOf } from "../metric.ts";
import { atLeast, atMost, exactly, type Scenario } from "../scenario.ts";
import { readStream, repeated, STREAM } from "../stream.ts";
import { needs, until } from "../until.ts";

const ROBOTS = 20;
/** A second at the store, and the way there and back. */
const ANSWERED_WITHIN_MS = 1_100;
const OUTBOX_EVENTS = 10_000;
const OUTBOX_BYTES = 16 * 1024 * 1024;
const LONG_ENOUGH_MS = 30_000;

export const redisAway: Scenario = {
  id: "S02",
  title: "Redis is away for long",
  promises:
    "no request waits for more than 1 s; what has to be told waits within its bounds, and is in the stream 10 s after Redis is back, in order, each event once",
  injects: "Redis ended for 10 s, while 20 robots connect and report and 10 of them leave",
  injectsInFull: "Redis ended for 120 s, while 20 robots connect and report and 10 of them leave",
  quick: true,
  defences: [
    "server/events/publish.ts: a batch is done before it is appended → robots that connected, told (0 of 20), that left (0 of 10)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    const { url } = await rig.gateway(redis.url);
    const dashboards = await rig.dashboards(url, 10);
    await redis.kill("SIGTERM");
    const endAt = performance.now() + (rig.full ? 120_000 : 10_000);
    const robots = [];
    for (let n = 0; n < ROBOTS; n++) {
      const robot = await connectRobot(url, `away_${String(n).padStart(2, "0")}`);
      rig.atEnd(robot.close);
      robots.push(robot);
    }
    for (const robot of robots.slice(0, ROBOTS / 2)) robot.close();
    let longestMs = 0;
    let mostEvents = 0;
    let mostBytes = 0;
    for (let turn = 0; performance.now() < endAt; turn++) {
      for (const robot of robots.slice(ROBOTS / 2)) void robot.report({ cpu_usage: turn % 100 });
      const askedAt = performance.now();
      await fetch(`${url}/api/telemetry/robots/away_${10 + (turn % 10)}/metrics`);
      longestMs = Math.max(longestMs, performance.now() - askedAt);
      mostEvents = Math.max(mostEvents, await metricOf(url, "brainwave_outbox_events"));
      mostBytes = Math.max(mostBytes, await metricOf(url, "brainwave_outbox_bytes"));
      await sleep(100);
    }
    await redis.start();
    const drainedMs = await until(
      async () => (await metricOf(url, "brainwave_outbox_events")) === 0,
      LONG_ENOUGH_MS,
    );
    const stream = await readStream(redis);
    await needs("the dashboards are there", () =>
      dashboards.every((one) => one.cursor()?.streamId === stream.at(-1)?.streamId),
    );
    const told = await robotsOf(redis, "telemetry.connection_established");
    const left = await robotsOf(redis, "telemetry.connection_closed");
    return [
      atMost("longest wait of a request", longestMs, ANSWERED_WITHIN_MS, "ms"),
      atLeast("events that waited at most", mostEvents, ROBOTS),
      atMost("of at most", mostEvents, OUTBOX_EVENTS),
      atMost("bytes that waited at most", mostBytes, OUTBOX_BYTES),
      atMost("until all were in the stream", drainedMs, 10_000, "ms"),
      exactly("events in the stream more than once", repeated(stream), 0),
      exactly("robots that connected, told", told.length, ROBOTS),
      exactly("told out of order", told.filter((id, n) => id < (told[n - 1] ?? "")).length, 0),
      exactly("robots that left, told", left.length, ROBOTS / 2),
      ...(await rig.exact(redis, dashboards)),
    ];
  },
};

const ROBOTS_OF = `local out = {}
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do
  local fields = {}
  for i = 1, #entry[2], 2 do fields[entry[2][i]] = entry[2][i + 1] end
  if fields.type == ARGV[1] then out[#out + 1] = cjson.decode(fields.payload).robot_id end
end
return out`;

/** Whom the events of a type are about, in the stream's order. */
async function robotsOf(redis: RedisProcess, type: string): Promise<string[]> {
  return (await redis.cli("EVAL", ROBOTS_OF, "1", STREAM, type)).split("\n").filter(Boolean);
}
