import { HealthReport } from "../../lib/health/api.ts";
import type { Dashboard } from "./dashboard.ts";
import type { Rig } from "./rig.ts";
import { atLeast, atMost, exactly, type Figure } from "./scenario.ts";
import { postSnapshot, type Snapshots, startSnapshots } from "./snapshots.ts";
import { needs, until } from "./until.ts";

const AGENT = "no_room_agent";
/** One of those that `rig.robots` connects. */
const ROBOT = "fault_robot_0";
export const DASHBOARDS = 5;
export const ROBOTS = 5;
const QUICK_MS = 3_000;
const FULL_MS = 30_000;
const LONG_ENOUGH_MS = 30_000;
const KARMA = {
  success_rate: 0.9,
  avg_latency_ms: 100,
  policy_violations: 0,
  user_rating_avg: 4,
  credit_consumption_per_task: 1,
};

type Write = (url: string) => Promise<Response>;
const post =
  (path: string, body: object): Write =>
  (url) =>
    fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });

/** One of each kind. */
const WRITES: readonly Write[] = [
  post("/api/events", { type: "faults.no_room", source: "faults", payload: {} }),
  (url) => postSnapshot(url, AGENT, 1),
  post(`/api/dna/agents/${AGENT}/mutate`, { mutation: { n: 2 } }),
  post(`/api/karma/agents/${AGENT}/score`, KARMA),
  post("/api/metrics/missions", { status: "completed" }),
  post(`/api/telemetry/robots/${ROBOT}/note`, { note: "there is no room" }),
];
const READS = [
  "/",
  "/robots",
  "/api/health",
  "/api/live",
  "/api/dna/agents",
  `/api/dna/agents/${AGENT}/history`,
  "/api/metrics/missions",
  "/api/telemetry/robots",
  `/api/telemetry/robots/${ROBOT}/metrics`,
  "/api/events?limit=100",
  "/api/history",
  "/api/streams",
];

interface Fault {
  url: string;
  /** What a write has to be answered. */
  status: 503 | 507;
  begin(): Promise<void> | void;
  end(): Promise<void> | void;
}

export interface Outcome {
  figures: Figure[];
  dashboards: readonly Dashboard[];
  /** Stream ids by event id. */
  acknowledged: ReadonlyMap<string, string>;
  /** For when the history has everything. */
  snapshots: Snapshots;
}

/** A store that takes no more for a while: what is written is refused, in words, and what is read is as ever. */
export async function withoutRoom(rig: Rig, { url, status, begin, end }: Fault): Promise<Outcome> {
  const dashboards = await rig.dashboards(url, DASHBOARDS);
  const robots = await rig.robots(url, ROBOTS);
  const load = rig.load({ url: () => url });
  const snapshots = startSnapshots(rig, url);
  await needs("everything can be written", async () => (await statusesOf(url)).every(isTaken));
  await needs("the load runs", () => load.acknowledged.size > 200);
  await begin();
  const seen = { refused: 0, unclear: 0, failedReads: 0, slowestReadMs: 0, unsaid: 0 };
  const refusedMs = await until(async () => !(await write(url, status, seen)).some(isTaken), LONG_ENOUGH_MS);
  const endAt = performance.now() + (rig.full ? FULL_MS : QUICK_MS);
  while (performance.now() < endAt) {
    await write(url, status, seen);
    await read(url, seen);
    if (await saysItSaves(url)) seen.unsaid += 1;
  }
  const gone = robots.filter((robot) => robot.status().kind !== "connected").length;
  const away = dashboards.filter((one) => one.saysSo()).length;
  await end();
  const takenMs = await until(async () => (await statusesOf(url)).every(isTaken), LONG_ENOUGH_MS);
  const stillSaysNot = !(await saysItSaves(url));
  await load.stop();
  await snapshots.stop();
  return {
    dashboards,
    acknowledged: load.acknowledged,
    snapshots,
    figures: [
      atMost("until every kind of write is refused", refusedMs, LONG_ENOUGH_MS, "ms"),
      atLeast("writes refused", seen.refused, WRITES.length),
      exactly(`of them otherwise than with ${status} and a sentence`, seen.unclear, 0),
      exactly("reads that failed meanwhile", seen.failedReads, 0),
      atMost("slowest read meanwhile", seen.slowestReadMs, 1_000, "ms"),
      exactly("times that health didn't say that nothing is saved", seen.unsaid, 0),
      exactly("gateways that said so still when it was over", Number(stillSaysNot), 0),
      exactly("robots that lost their connection", gone, 0),
      exactly("dashboards that did", away, 0),
      atMost("until everything can be written again", takenMs, 10_000, "ms"),
    ],
  };
}

interface Seen {
  refused: number;
  unclear: number;
  failedReads: number;
  slowestReadMs: number;
  unsaid: number;
}

async function write(url: string, expected: number, seen: Seen): Promise<readonly number[]> {
  const answers = await Promise.all(WRITES.map((one) => one(url)));
  for (const answer of answers) {
    const { detail } = (await answer.json()) as { detail?: unknown };
    if (isTaken(answer.status)) continue;
    seen.refused += 1;
    if (answer.status !== expected || typeof detail !== "string" || detail === "") seen.unclear += 1;
  }
  return answers.map(({ status }) => status);
}

/** It is ready all the same: no balancer is to take it from its readers. */
async function saysItSaves(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/health`);
  const { ready, status, store } = HealthReport.parse(await answer.json());
  return !(ready && status === "degraded" && !store.saves && store.refusal?.reason);
}

async function read(url: string, seen: Seen): Promise<void> {
  for (const path of READS) {
    const askedAt = performance.now();
    const answer = await fetch(url + path);
    await answer.arrayBuffer();
    seen.slowestReadMs = Math.max(seen.slowestReadMs, performance.now() - askedAt);
    if (answer.status !== 200) seen.failedReads += 1;
  }
}

const isTaken = (status: number) => status < 300;

async function statusesOf(url: string): Promise<number[]> {
  const answers = await Promise.all(WRITES.map((one) => one(url)));
  for (const answer of answers) await answer.arrayBuffer();
  return answers.map(({ status }) => status);
}
