import { type RedisProcess, startRedis } from "../../redis-process.ts";
import { startBrainwave } from "../brainwave.ts";
import type { SinkKind } from "../clients/sinks.ts";
import { type Dashboards, startDashboards } from "../dashboards.ts";
import { EVENT_MARKER } from "../event.ts";
import { type BenchOptions, type Figure, interleave, type Row, rowOf } from "../figure.ts";
import { type BenchProcess, startProcess } from "../process.ts";

const DASHBOARDS = 50;
const RATES = [1_000, 5_000];

interface Side {
  redis: RedisProcess;
  producer: BenchProcess;
  server: BenchProcess;
  url: string;
  kind: SinkKind;
}

interface Measured {
  p50Ms: number;
  p99Ms: number;
  cpuMicroseconds: number;
}

/** From an XADD by another program to the dashboards' callbacks, the whole server in Redis mode. */
export async function measureLatency(options: BenchOptions): Promise<Figure> {
  const name = "latency";
  if (!options.redisServer)
    return { name, skipped: "there is no redis-server on this machine (REDIS_SERVER_PATH names one)" };
  const sides: Side[] = [];
  // Not pinned: what counts here is time, and four programs take part in it.
  const dashboards = startDashboards({ pinned: false });
  try {
    for (const open of [openOurs, openTwin]) sides.push(await open(options.redisServer));
    const [ours, twin] = sides as [Side, Side];
    const rows: Row[] = [];
    for (const perSecond of RATES) {
      const events = perSecond * (options.quick ? 1 : 3);
      const rounds = await interleave(
        {
          ours: () => measure(ours, dashboards, events, perSecond),
          twin: () => measure(twin, dashboards, events, perSecond),
        },
        options,
      );
      rows.push(...rowsOf(rounds, perSecond));
    }
    return { name, rows };
  } finally {
    await dashboards.process.end();
    for (const { producer, server, redis } of sides) {
      await producer.end();
      await server.end();
      await redis.close();
    }
  }
}

async function openOurs(redisServer: string): Promise<Side> {
  const redis = await startRedis(redisServer);
  const server = await startBrainwave({ redisUrl: redis.url, pinned: false });
  return { redis, server, producer: producerFor(redis), url: server.url, kind: "dashboard" };
}

async function openTwin(redisServer: string): Promise<Side> {
  const redis = await startRedis(redisServer);
  const server = startProcess("./twins/stream.ts", { args: [redis.url], pinned: false });
  const url = `http://127.0.0.1:${await server.ask<number>("listen")}`;
  return { redis, server, producer: producerFor(redis), url, kind: "ws" };
}

const producerFor = ({ url }: RedisProcess): BenchProcess =>
  startProcess("./clients/producer.ts", { args: [url], pinned: false });

async function measure(
  { server, producer, url, kind }: Side,
  dashboards: Dashboards,
  events: number,
  perSecond: number,
): Promise<Measured> {
  const sinks = { url, kind, count: DASHBOARDS, marker: EVENT_MARKER, timed: true };
  return dashboards.during({ ...sinks, events }, async (arrived) => {
    const { cpuMicroseconds } = await server.cpuOf(() =>
      Promise.all([arrived(), producer.ask("produce", { events, perSecond })]),
    );
    const [p50Ms, p99Ms] = await dashboards.process.ask<[number, number]>("latencies", {
      quantiles: [0.5, 0.99],
    });
    return { p50Ms, p99Ms, cpuMicroseconds: cpuMicroseconds / events };
  });
}

function rowsOf(rounds: Record<"ours" | "twin", Measured>[], perSecond: number): Row[] {
  const of = (figure: keyof Measured) =>
    rounds.map(({ ours, twin }) => ({ ours: ours[figure], twin: twin[figure] }));
  const shared = { ours: "ours", twin: "twin", called: "bare ioredis + ws" } as const;
  const what = `${perSecond} events/s to ${DASHBOARDS} dashboards`;
  return [
    rowOf(of("p50Ms"), { ...shared, what: `latency p50, ${what}`, unit: "ms", ratio: "times", goal: null }),
    rowOf(of("p99Ms"), {
      ...shared,
      what: `latency p99, ${what}`,
      unit: "ms",
      ratio: "times",
      goal: { atMost: 2 },
    }),
    rowOf(of("cpuMicroseconds"), {
      ...shared,
      what: `stream to sockets, ${what}`,
      unit: "µs CPU per event",
      ratio: "speed",
      goal: null,
    }),
  ];
}
