import { type Cable, layCable } from "../cable.ts";
import { type RedisClusterProcess, startRedisCluster } from "../redis-cluster.ts";
import { type RedisProcess, startRedis } from "../redis-process.ts";
import { connectRobot, type TestRobot } from "../robots.ts";
import { type ServerProcess, type ServerSettings, startServer } from "../server-process.ts";
import { type Balancer, startBalancer } from "./balancer.ts";
import { type Dashboard, type DashboardOptions, openDashboard } from "./dashboard.ts";
import { type EmbeddedLog, readEmbedded } from "./embedded.ts";
import { compare, sumOf } from "./exact.ts";
import { type Load, type LoadOptions, startLoad } from "./load.ts";
import { atMost, exactly, type Figure } from "./scenario.ts";
import { openSmallDisk, type SmallDisk } from "./small-disk.ts";
import { readStream } from "./stream.ts";
import { needs, until } from "./until.ts";
import { descriptorsOf } from "./vitals.ts";

const DASHBOARDS = 50;
const ROBOTS = 20;
const ROBOT_EVERY_MS = 100;
const DESCRIPTORS_FREED_WITHIN_MS = 35_000;
const FIRST_QUESTIONS = ["/robots", "/api/events?limit=1", "/api/history", "/api/telemetry/robots"];

/** What a scenario builds from. All of it is closed again at the end, in reverse order. */
export interface Rig {
  /** The long form, with the numbers of the fault table. */
  full: boolean;
  /**
   * Unless it syncs "always", one that is killed while its disk is busy may lose up to two seconds of what it
   * acknowledged: a slow sync delays its writes, too.
   */
  redis(settings?: { appendfsync: "always" }): Promise<RedisProcess>;
  /** Three sentinels that watch over it as `mymaster`. */
  sentinels(primary: RedisProcess, options: { downAfterMs: number }): Promise<RedisProcess[]>;
  /** A cluster of three primaries, with a replica of the one that has the events. */
  cluster(options: { nodeTimeoutMs: number }): Promise<RedisClusterProcess>;
  /** A gateway on that Redis, or on the embedded store. */
  gateway(redisUrl?: string, settings?: Omit<ServerSettings, "redisUrl">): Promise<ServerProcess>;
  cable(url: string): Promise<Cable>;
  balancer(gateways: readonly ServerProcess[]): Promise<Balancer>;
  /** Dashboards that have their first picture. */
  dashboards(url: string, count?: number, options?: DashboardOptions): Promise<Dashboard[]>;
  load(options: LoadOptions): Load;
  /** Robots that report ten times a second. */
  robots(url: string, count?: number): Promise<TestRobot[]>;
  /** A disk that can be filled; null where the system can't make one. */
  smallDisk(megabytes: number): SmallDisk | null;
  /** Waits until all dashboards are at the stream's end, and compares what they were told with it. */
  exact(log: RedisProcess | EmbeddedLog, dashboards: readonly Dashboard[]): Promise<Figure[]>;
  /** Closes something of the scenario's own at the end. */
  atEnd(close: () => unknown): void;
}

/** Runs a scenario on a rig of its own; adds the figures that hold for every fault. */
export async function onRig(
  options: { full: boolean; redisServer: string | null },
  run: (rig: Rig) => Promise<Figure[]>,
): Promise<Figure[]> {
  const { rig, end } = createRig(options);
  try {
    const figures = await run(rig);
    return [...figures, ...(await end())];
  } catch (error) {
    await end().catch(() => undefined);
    throw error;
  }
}

function createRig({ full, redisServer }: { full: boolean; redisServer: string | null }) {
  const clients: (() => unknown)[] = [];
  const servers: (() => Promise<unknown>)[] = [];
  const gateways: ServerProcess[] = [];
  /** Of each process, once it has opened what it opens at its first questions and keeps. */
  const baseline = new Map<number | undefined, number>();

  const rig: Rig = {
    full,
    async redis(server) {
      const redis = await startRedis(redisServer, { server });
      servers.push(redis.close);
      return redis;
    },
    async sentinels({ port }, { downAfterMs }) {
      const lines = [
        `sentinel monitor mymaster 127.0.0.1 ${port} 2`,
        `sentinel down-after-milliseconds mymaster ${downAfterMs}`,
        "sentinel failover-timeout mymaster 10000",
      ];
      const sentinels = await Promise.all(
        Array.from({ length: 3 }, () => startRedis(redisServer, { sentinel: lines })),
      );
      for (const { close } of sentinels) servers.push(close);
      return sentinels;
    },
    async cluster(options) {
      const cluster = await startRedisCluster(redisServer, options);
      servers.push(cluster.close);
      return cluster;
    },
    async gateway(redisUrl, settings = {}) {
      const env = { HANDSHAKES_PER_SECOND: "1000", ...settings.env };
      const gateway = await startServer({ ...settings, redisUrl, env });
      const note = async () => {
        for (const path of FIRST_QUESTIONS) await askOnce(gateway.url + path);
        baseline.set(gateway.pid(), descriptorsOf(gateway.pid()));
      };
      await note();
      const started: ServerProcess = {
        ...gateway,
        async start() {
          await gateway.start();
          await note();
        },
      };
      gateways.push(started);
      servers.push(gateway.close);
      return started;
    },
    async cable(url) {
      const cable = await layCable(url);
      servers.push(cable.close);
      return cable;
    },
    async balancer(behind) {
      const balancer = await startBalancer(behind.map(({ url }) => url));
      clients.push(balancer.close);
      return balancer;
    },
    async dashboards(url, count = DASHBOARDS, options = {}) {
      const dashboards = Array.from({ length: count }, () => openDashboard(url, options));
      for (const { close } of dashboards) clients.push(close);
      await needs("every dashboard has its picture", () => dashboards.every((one) => one.cursor() !== null));
      return dashboards;
    },
    load(options) {
      const load = startLoad(options);
      clients.push(() => load.stop().catch(() => undefined));
      return load;
    },
    async robots(url, count = ROBOTS) {
      const robots = await Promise.all(
        Array.from({ length: count }, (_, index) => connectRobot(url, `fault_robot_${index}`)),
      );
      let n = 0;
      const reporting = setInterval(() => {
        n += 1;
        for (const robot of robots) void robot.report({ cpu_usage: n % 100, battery_percentage: 80 });
      }, ROBOT_EVERY_MS);
      clients.push(() => {
        clearInterval(reporting);
        for (const robot of robots) robot.close();
      });
      return robots;
    },
    smallDisk(megabytes) {
      const disk = openSmallDisk(megabytes);
      if (disk) servers.push(async () => disk.close());
      return disk;
    },
    async exact(log, dashboards) {
      const read = async () => ("dataDir" in log ? readEmbedded(log.dataDir) : readStream(log));
      let stream = await read();
      const ids = () => stream.map(({ streamId }) => streamId);
      const there = () => dashboards.every((one) => one.cursor()?.streamId === stream.at(-1)?.streamId);
      await until(async () => {
        stream = await read();
        return there();
      }, 15_000);
      const sum = sumOf(dashboards.map(({ told }) => compare(told, ids())));
      return [
        exactly("events missing on a dashboard", sum.missing, 0),
        exactly("events twice on a dashboard", sum.twice, 0),
        exactly("events out of order", sum.outOfOrder, 0),
        exactly("jumps without a gap", sum.untold, 0),
      ];
    },
    atEnd: (close) => void clients.push(close),
  };

  async function end(): Promise<Figure[]> {
    for (const close of clients.splice(0).reverse()) await close();
    const figures = await alwaysHolds(gateways, baseline);
    const failures: unknown[] = [];
    for (const close of servers.splice(0).reverse()) await close().catch((error) => failures.push(error));
    if (failures.length > 0) throw failures[0];
    return figures;
  }
  return { rig, end };
}

/** On a connection that is closed with the answer: it is none of the process's own. */
async function askOnce(url: string): Promise<void> {
  const answer = await fetch(url, { headers: { connection: "close" } });
  await answer.arrayBuffer();
}

async function alwaysHolds(
  gateways: readonly ServerProcess[],
  baseline: ReadonlyMap<number | undefined, number>,
): Promise<Figure[]> {
  if (gateways.length === 0) return [];
  const ended = gateways.filter((gateway) => gateway.pid() === undefined).length;
  const troubles = gateways.filter(({ log }) => /fatal error|unhandled/i.test(log())).length;
  const above = () =>
    Math.max(...gateways.map((one) => descriptorsOf(one.pid()) - (baseline.get(one.pid()) ?? Number.NaN)));
  await until(() => !(above() > 5), DESCRIPTORS_FREED_WITHIN_MS);
  const figures = [
    exactly("gateways that ended by themselves", ended, 0),
    exactly("gateways with a fatal error in their log", troubles, 0),
  ];
  // Where the system doesn't tell, nothing is claimed.
  return Number.isNaN(above()) ? figures : [...figures, atMost("descriptors above the baseline", above(), 5)];
}
