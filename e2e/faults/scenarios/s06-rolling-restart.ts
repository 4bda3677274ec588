import { setTimeout as sleep } from "node:timers/promises";
import type { ServerProcess } from "../../server-process.ts";
import { readiness } from "../balancer.ts";
import type { Rig } from "../rig.ts";
import { atMost, exactly, type Figure, type Scenario } from "../scenario.ts";
import { lost, readStream, repeated } from "../stream.ts";
import { needs, until } from "../until.ts";

const ROBOTS = 20;
const LONG_ENOUGH_MS = 20_000;
/**
 * The producer sends every 50 ms over a connection that it keeps. Once the notice is over what is idle is closed, and a
 * request that was sent in that moment is lost: the notice has to outlast any pause of a busy machine.
 */
const NOTICE_SECONDS = "2";

export const rollingRestart: Scenario = {
  id: "S06",
  title: "Gateways are stopped and started one after the other",
  promises:
    "each ends with 0 within 10 s, says that it isn't ready before it stops listening, and nobody misses an event; what waits for Redis when it ends is published by the next start",
  injects:
    "SIGTERM of both gateways in turn behind a balancer under 200 events/s, 20 robots at 10 Hz, 50 dashboards; SIGTERM while Redis is away",
  quick: true,
  defences: [
    "server/main.ts: the listener closes before readiness is off → gateways that were not ready before they were gone (0 of 2)",
    "server/http/listener.ts: no `Connection: close` while it goes down → requests of the load that failed (1)",
    "server/compose.ts: what could not be published isn't put aside → of them with their true reason (0 of 20)",
    "server/compose.ts: alerts close one after the other, 5 s for the outbox → gateways that didn't end with 0, without Redis (1)",
  ],
  run: async (rig) => [...(await rolling(rig)), ...(await withoutRedis(rig))],
};

async function rolling(rig: Rig): Promise<Figure[]> {
  const redis = await rig.redis();
  const settings = { env: { STOP_NOTICE_SECONDS: NOTICE_SECONDS } };
  const gateways = [await rig.gateway(redis.url, settings), await rig.gateway(redis.url, settings)];
  const balancer = await rig.balancer(gateways);
  const dashboards = await rig.dashboards(balancer.url);
  const robots = await rig.robots(balancer.url, ROBOTS);
  const load = rig.load({ url: () => balancer.url });
  await needs("the load runs", () => load.acknowledged.size > 200);
  const stops: Stop[] = [];
  for (const gateway of gateways) {
    stops.push(await stop(gateway));
    await gateway.start();
    await needs("every robot is back", () => robots.every((robot) => robot.status().kind === "connected"));
    await needs("every dashboard is back", () => dashboards.every((one) => !one.saysSo()));
  }
  await load.stop();
  const exact = await rig.exact(redis, dashboards);
  const stream = await readStream(redis);
  return [
    ...stopFigures(stops),
    exactly(
      "gateways that were not ready before they were gone",
      stops.filter((one) => one.notReadyFirst).length,
      2,
    ),
    exactly("requests of the load that failed", load.refused(), 0),
    exactly("acknowledged events lost", lost(stream, load.acknowledged), 0),
    exactly("events in the stream more than once", repeated(stream), 0),
    ...exact,
  ];
}

/** Robots leave while Redis is away: nobody can be told before the end. */
async function withoutRedis(rig: Rig): Promise<Figure[]> {
  const redis = await rig.redis();
  const gateway = await rig.gateway(redis.url);
  await rig.robots(gateway.url, ROBOTS);
  const told = async (type: string) => {
    const query = encodeURIComponent(`type:telemetry.${type}`);
    const response = await fetch(`${gateway.url}/api/events?limit=1000&query=${query}`);
    const { events } = (await response.json()) as { events: { payload: { reason?: string } }[] };
    return events;
  };
  await needs("the robots are told of", async () => (await told("connection_established")).length === ROBOTS);
  await redis.kill();
  const stopped = await stop(gateway);
  await redis.start();
  await gateway.start();
  const closedMs = await until(
    async () => (await told("connection_closed")).length >= ROBOTS,
    LONG_ENOUGH_MS,
  );
  const closed = await told("connection_closed");
  return [
    ...stopFigures([stopped]).map((figure) => ({ ...figure, what: `${figure.what}, without Redis` })),
    atMost("until the next start has published what was kept", closedMs, LONG_ENOUGH_MS, "ms"),
    exactly("robots' ends told", closed.length, ROBOTS),
    exactly(
      "of them with their true reason",
      closed.filter(({ payload }) => payload.reason === "server_shutdown").length,
      ROBOTS,
    ),
  ];
}

interface Stop {
  code: number | null;
  tookMs: number;
  notReadyFirst: boolean;
}

async function stop(gateway: ServerProcess): Promise<Stop> {
  const seen: string[] = [];
  let ended = false;
  const watching = (async () => {
    while (!ended) {
      seen.push(await readiness(gateway.url));
      await sleep(20);
    }
  })();
  const askedAt = performance.now();
  const { code } = await gateway.kill("SIGTERM");
  const tookMs = performance.now() - askedAt;
  ended = true;
  await watching;
  const gone = seen.indexOf("gone");
  return { code, tookMs, notReadyFirst: gone > 0 && seen[gone - 1] === "not_ready" };
}

const stopFigures = (stops: readonly Stop[]): Figure[] => [
  exactly("gateways that didn't end with 0", stops.filter(({ code }) => code !== 0).length, 0),
  atMost("longest end", Math.max(...stops.map(({ tookMs }) => tookMs)), 10_000, "ms"),
];
