import { setTimeout as sleep } from "node:timers/promises";
import { startBrainwave } from "../brainwave.ts";
import type { OpenRobots, RobotKind } from "../clients/robots.ts";
import type { OpenSinks } from "../clients/sinks.ts";
import type { BenchOptions, Figure, Row } from "../figure.ts";
import { type BenchProcess, startProcess } from "../process.ts";
import { fullSeries } from "./full-series.ts";

const ROBOTS = 1_000;
const EVERY_MS = 500;
const DASHBOARDS = 5;
const IDLE_ROBOTS = 10_000;
const IDLE_WITHIN_MS = 20_000;
/** Until what was allocated on the way is let go. */
const SETTLE_MS = 15_000;
const STORM_MS = 5_000;
const WARM_UP_MS = 20_000;
/** The live series are full before the second half begins, in which memory's growth is taken. */
const LIVE_SECONDS = 60;
/** So often in all: for each answer garbage is collected. */
const HELD_ASKED = 20;

/** A server with robots, ours or the bare twin. */
interface Side {
  server: BenchProcess;
  url: string;
  kind: RobotKind;
  /** Of all samples that came in, how many were taken. */
  taken(): Promise<number>;
  /** How many robots are online. */
  online(): Promise<number>;
}

type Sides = (options: { kind: RobotKind; limited?: boolean; liveSeconds?: number }) => {
  ours(): Promise<Side>;
  bare(): Promise<Side>;
};

/** A fleet at work, at rest and arriving, each in servers of their own: what one run of each gives. */
export async function measureFleet(options: BenchOptions): Promise<Figure> {
  const rows = [
    ...(await beside(
      open({ kind: "socketio", liveSeconds: LIVE_SECONDS }),
      (side, robots) => atWork(side, robots, options.seconds),
      workRows(options),
    )),
    ...(await beside(open({ kind: "plain" }), atRest, restRows)),
    ...(await beside(open({ kind: "socketio", limited: true }), arriving, stormRows)),
    ...(await fullSeries()),
  ];
  return { name: "fleet", rows };
}

const open: Sides = ({ kind, ...settings }) => ({
  async ours() {
    const server = await startBrainwave({ pinned: false, ...settings });
    const metric = async (name: string) => {
      const text = await (await fetch(`${server.url}/metrics`)).text();
      return Number(new RegExp(`^${name} (\\d+)`, "m").exec(text)?.[1] ?? Number.NaN);
    };
    return {
      server,
      url: server.url,
      kind,
      taken: () => metric("brainwave_samples_accepted_total"),
      online: () => metric("brainwave_robot_connections"),
    };
  },
  async bare() {
    const server = startProcess("./twins/fleet.ts", { pinned: false });
    const url = `http://127.0.0.1:${await server.ask<number>("listen")}`;
    return {
      server,
      url,
      kind: "bare",
      taken: () => server.ask<number>("received"),
      online: () => server.ask<number>("connected"),
    };
  },
});

type Figures<Name extends string> = Record<Name, number>;
type Rows<Name extends string> = { name: Name; what: string; unit: string; goal: Row["goal"] }[];

/** Ours and then the twin, with robots in a process of their own. */
async function beside<Name extends string>(
  { ours, bare }: ReturnType<Sides>,
  measure: (side: Side, robots: BenchProcess) => Promise<Figures<Name>>,
  rows: Rows<Name>,
): Promise<Row[]> {
  const run = async (start: () => Promise<Side>): Promise<Figures<Name>> => {
    const side = await start();
    const robots = startProcess("./clients/robots.ts", { pinned: false });
    try {
      return await measure(side, robots);
    } finally {
      await robots.end();
      await side.server.end();
    }
  };
  const [own, twin] = [await run(ours), await run(bare)];
  return rows.map(({ name, ...row }) => ({
    ...row,
    twin: "bare ws",
    ours: [own[name]],
    bare: [twin[name]],
    ratios: [own[name] / twin[name]],
  }));
}

const workRows = ({ seconds }: BenchOptions): Rows<"lost" | "p99Ms" | "lagMs" | "cpu" | "growth"> => {
  const what = `${ROBOTS} robots × ${1000 / EVERY_MS} Hz, ${seconds} s`;
  return [
    { name: "lost", what: `${what}: samples lost`, unit: "", goal: { oursAtMost: 0 } },
    {
      name: "p99Ms",
      what: `${what}: p99 to ${DASHBOARDS} dashboards`,
      unit: "ms",
      goal: { oursAtMost: 250 },
    },
    { name: "lagMs", what: `${what}: event-loop lag p99`, unit: "ms", goal: { oursAtMost: 100 } },
    { name: "cpu", what: `${what}: CPU`, unit: "% of a core", goal: null },
    {
      name: "growth",
      what: `${what}: memory that is held, second half, live series of ${LIVE_SECONDS} s full`,
      unit: "MB in 10 min",
      goal: null,
    },
  ];
};

async function atWork({ server, url, kind, taken }: Side, robots: BenchProcess, seconds: number) {
  const dashboards = startProcess("./clients/sinks.ts", { pinned: false });
  try {
    await robots.ask("open", { url, kind, count: ROBOTS, withinMs: STORM_MS } satisfies OpenRobots);
    const looking =
      kind === "bare"
        ? ({ url: `${url}/dashboard`, kind: "ws" } as const)
        : ({ url, kind: "dashboard" } as const);
    const marker = '"sent_us":';
    await dashboards.ask("open", {
      ...looking,
      count: DASHBOARDS,
      marker,
      timed: true,
      samples: true,
    } satisfies OpenSinks);
    // A server that has never taken a sample takes the first ones more slowly.
    await robots.ask("startReporting", { everyMs: EVERY_MS, forMs: WARM_UP_MS });
    await robots.ask("reported");
    await dashboards.ask("expect", { perSink: Number.MAX_SAFE_INTEGER });
    await server.ask("watchLag");
    const before = await taken();
    await robots.ask("startReporting", { everyMs: EVERY_MS, forMs: seconds * 1000 });
    const held: number[] = [];
    const every = seconds / HELD_ASKED;
    const { cpuMicroseconds } = await server.cpuOf(async () => {
      for (let asked = 0; asked < HELD_ASKED; asked++) {
        await sleep(1000 * every);
        held.push(await server.ask<number>("held"));
      }
    });
    const { sent } = await robots.ask<{ sent: number }>("reported");
    const [p99Ms = Number.NaN] = await dashboards.ask<number[]>("latencies", { quantiles: [0.99] });
    return {
      lost: sent - ((await taken()) - before),
      p99Ms,
      lagMs: await server.ask<number>("lag"),
      cpu: cpuMicroseconds / 1e4 / seconds,
      growth: (600 / every) * (slope(held.slice(HELD_ASKED / 2)) / 1e6),
    };
  } finally {
    await dashboards.end();
  }
}

const restRows: Rows<"kilobytes"> = [
  {
    name: "kilobytes",
    what: `${IDLE_ROBOTS} idle robots, plain WebSocket: memory of each`,
    unit: "KB",
    goal: { oursAtMost: 30 },
  },
];

async function atRest({ server, url, kind, online }: Side, robots: BenchProcess) {
  await sleep(SETTLE_MS);
  const before = await server.ask<number>("rss");
  await robots.ask("open", { url, kind, count: IDLE_ROBOTS, withinMs: IDLE_WITHIN_MS } satisfies OpenRobots);
  await sleep(SETTLE_MS);
  const there = await online();
  if (there !== IDLE_ROBOTS) throw new Error(`${there} of ${IDLE_ROBOTS} robots are online`);
  return { kilobytes: ((await server.ask<number>("rss")) - before) / 1024 / IDLE_ROBOTS };
}

const stormRows: Rows<"seconds" | "lagMs"> = [
  {
    name: "seconds",
    what: `${ROBOTS} robots connect within ${STORM_MS / 1000} s: all online after`,
    unit: "s",
    goal: { oursAtMost: STORM_MS / 1000 + 1 },
  },
  { name: "lagMs", what: "meanwhile: event-loop lag p99", unit: "ms", goal: { oursAtMost: 100 } },
];

async function arriving({ server, url, kind, online }: Side, robots: BenchProcess) {
  await server.ask("watchLag");
  const startedAt = performance.now();
  await robots.ask("open", { url, kind, count: ROBOTS, withinMs: STORM_MS } satisfies OpenRobots);
  const there = await online();
  if (there !== ROBOTS) throw new Error(`${there} of ${ROBOTS} robots are online`);
  return { seconds: (performance.now() - startedAt) / 1000, lagMs: await server.ask<number>("lag") };
}

/** Of the straight line through values that are a second apart, per second. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let along = 0;
  let across = 0;
  for (const [second, value] of values.entries()) {
    across += (second - middle) * (value - mean);
    along += (second - middle) ** 2;
  }
  return across / along;
}
