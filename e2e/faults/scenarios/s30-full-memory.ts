import { setTimeout as sleep } from "node:timers/promises";
import { connectRobot } from "../../robots.ts";
import { handIn } from "../load.ts";
import type { Rig } from "../rig.ts";
import { atLeast, atMost, exactly, type Figure, type Scenario } from "../scenario.ts";
import { lost, readStream, repeated } from "../stream.ts";
import { needs, until } from "../until.ts";

const DASHBOARDS = 20;
const NEWCOMERS = 5;
/** A second at the store, and the way there and back. */
const ANSWERED_WITHIN_MS = 1_100;
const LONG_ENOUGH_MS = 30_000;
const AGENT = "fault_agent";
const SNAPSHOT = { agent_id: AGENT, dna: { depth: 3 } };
const KARMA = {
  success_rate: 1,
  avg_latency_ms: 100,
  policy_violations: 0,
  user_rating_avg: 4,
  credit_consumption_per_task: 1,
};

type Call = readonly [path: string, body?: object, method?: "POST" | "DELETE"];

/** What needs no room in the store. It isn't refused for its event: that one waits. */
const SUCCEEDING: readonly Call[] = [
  ["/api/telemetry/robots/fault_robot_0/metrics"],
  ["/api/telemetry/robots"],
  [`/api/dna/agents/${AGENT}/history`],
  ["/api/events?limit=10"],
  ["/robots"],
  // Of an agent that has no snapshot nothing is stored.
  ["/api/karma/agents/nobody/score", KARMA],
  // What takes away is done in spite of it, and so is its event.
  ["/api/alerts/rules/battery_low", {}, "DELETE"],
];
/**
 * What is nothing unless it is stored. Its event is stored in one step with it and so can't be what it fails for; to take it
 * and let it wait would be to acknowledge what a power loss takes away.
 */
const REFUSED: readonly Call[] = [
  ["/api/events", { type: "faults.no_room", source: "faults", payload: {} }],
  ["/api/dna/snapshot", SNAPSHOT],
  [`/api/dna/agents/${AGENT}/mutate`, { mutation: { depth: 4 } }],
  [`/api/karma/agents/${AGENT}/score`, KARMA],
  ["/api/metrics/missions", { status: "completed" }],
];

export const fullMemory: Scenario = {
  id: "S30",
  title: "The memory of Redis is full; a Redis that would throw away what it holds",
  promises:
    "robots come, report and leave and all that is known can be read, while what has to be stored is refused within 1 s with 507 and the reason, and nothing of it is half done; no gateway takes another one for lost; when there is room again writes are back within 15 s and all that waited is told, once; a start says what is dangerous about an eviction policy",
  injects: `-OOM to every write for 5 s, under 200 events/s, with two gateways, 20 robots at 10 Hz and ${DASHBOARDS} dashboards; a start with allkeys-lru`,
  injectsInFull: `-OOM to every write for 40 s, under 200 events/s, with two gateways, 20 robots at 10 Hz and ${DASHBOARDS} dashboards; a start with allkeys-lru`,
  quick: true,
  defences: [
    "server/telemetry/sweep.ts: who has not been heard of is dead, also right after a time in which the store took nothing → robots told lost though their gateway lived (20 of 0, in full)",
    "server/store/redis/errors.ts: OOM isn't known as a full store → calls that store something, answered otherwise than 507 (2 statuses of 0)",
    "server/store/redis/info.ts: the eviction policy isn't looked at → warnings of a start with allkeys-lru (0 of 1)",
  ],
  run: async (rig) => [...(await noRoom(rig)), ...(await evicting(rig))],
};

async function noRoom(rig: Rig): Promise<Figure[]> {
  const redis = await rig.redis();
  const { url } = await rig.gateway(redis.url);
  const other = await rig.gateway(redis.url);
  const dashboards = await rig.dashboards(url, DASHBOARDS);
  await rig.robots(other.url);
  await needs(
    "there is an agent",
    async () => (await statusOf(url, ["/api/dna/snapshot", SNAPSHOT])) === 201,
  );
  const load = rig.load({ url: () => url });
  await needs("the load runs", () => load.acknowledged.size > 200);

  await redis.cli("CONFIG", "SET", "maxmemory", "1");
  const endAt = performance.now() + (rig.full ? 40_000 : 5_000);
  const newcomers = await Promise.all(
    Array.from({ length: NEWCOMERS }, (_, n) => connectRobot(url, `newcomer_${n}`)),
  );
  for (const robot of newcomers) rig.atEnd(robot.close);
  newcomers[0]?.close();
  const succeeding = new Set<number>();
  const refused = new Set<number>();
  let calls = 0;
  let longestMs = 0;
  while (performance.now() < endAt) {
    for (const [kind, statuses] of [
      [SUCCEEDING, succeeding],
      [REFUSED, refused],
    ] as const)
      for (const call of kind) {
        const askedAt = performance.now();
        statuses.add(await statusOf(url, call));
        longestMs = Math.max(longestMs, performance.now() - askedAt);
        calls += 1;
      }
    await sleep(100);
  }
  await redis.cli("CONFIG", "SET", "maxmemory", "0");
  const backMs = await until(() => handIn(url, "room-again"), LONG_ENOUGH_MS);
  const told = async (query: string) => (await eventsOf(url, query)).length;
  const toldMs = await until(
    async () =>
      (await told("type:telemetry.connection_established robot:newcomer_*")) === NEWCOMERS &&
      (await told("type:telemetry.connection_closed robot:newcomer_0")) === 1,
    LONG_ENOUGH_MS,
  );
  await load.stop();
  const exact = await rig.exact(redis, dashboards);
  const stream = await readStream(redis);
  const history = await fetch(`${url}/api/dna/agents/${AGENT}/history`);
  const { snapshots } = (await history.json()) as { snapshots: unknown[] };
  return [
    atLeast("calls while there was no room", calls, 50),
    exactly("calls that store nothing, answered otherwise than 200", without(succeeding, 200), 0),
    exactly("calls that store something, answered otherwise than 507", without(refused, 507), 0),
    exactly("versions that the agent has", snapshots.length, 1),
    atMost("longest wait for an answer", longestMs, ANSWERED_WITHIN_MS, "ms"),
    atMost("until a write was taken again", backMs, 15_000, "ms"),
    atMost("until the robots that came and left were told of", toldMs, 15_000, "ms"),
    exactly("robots told lost though their gateway lived", await told("reason:gateway_lost"), 0),
    exactly("acknowledged events lost", lost(stream, load.acknowledged), 0),
    exactly("events in the stream more than once", repeated(stream), 0),
    ...exact,
  ];
}

async function evicting(rig: Rig): Promise<Figure[]> {
  const redis = await rig.redis();
  await redis.cli("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
  const gateway = await rig.gateway(redis.url);
  const warnings = gateway.log().match(/maxmemory-policy is allkeys-lru/g) ?? [];
  return [exactly("warnings of a start with allkeys-lru", warnings.length, 1)];
}

async function statusOf(url: string, [path, body, method = "POST"]: Call): Promise<number> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url + path, body && { method, headers, body: JSON.stringify(body) });
  await answer.arrayBuffer();
  return answer.status;
}

/** How many other statuses there were. */
const without = (statuses: ReadonlySet<number>, expected: number): number =>
  [...statuses].filter((status) => status !== expected).length + (statuses.has(expected) ? 0 : 1);

async function eventsOf(url: string, query: string): Promise<unknown[]> {
  const answer = await fetch(`${url}/api/events?limit=1000&query=${encodeURIComponent(query)}`);
  return ((await answer.json()) as { events: unknown[] }).events;
}
