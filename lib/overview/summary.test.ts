import { expect, test } from "vitest";
import type { AgentState, VersionPoint } from "../dna/state.ts";
import { robotOf } from "../telemetry/robot.fixture.ts";
import type { RobotState } from "../telemetry/state.ts";
import { connectedOverTime, evolutionOf, fleetCounts, knownSince } from "./summary.ts";

const robot = (id: string, part: Partial<RobotState>) => robotOf({ robot_id: id, ...part });
const open = (connected_at: number) => ({ connection_id: "c", connected_at, stream_id: "1-0" });
const session = (connected_at: number | null, disconnected_at: number, reason: string | null = null) => ({
  connection_id: "c",
  connected_at,
  disconnected_at,
  duration_seconds: 0,
  reason,
  stream_id: "1-0",
});

const version = (number: number, part: Partial<VersionPoint>): VersionPoint => ({
  version: number,
  snapshot_id: number,
  kind: "mutation",
  source: "mutation",
  parent_snapshot_id: number - 1,
  karma: null,
  evaluated: false,
  before: null,
  delta: null,
  mutation_keys: [],
  dna_size: null,
  traits_count: null,
  reason: null,
  created_at: number,
  evaluated_at: null,
  first_evaluated_at: null,
  stream_id: "1-0",
  ...part,
});
const agent = (id: string, versions: VersionPoint[], best: number | null): AgentState => ({
  agent_id: id,
  versions,
  evaluations: [],
  best_karma: best,
  best_version: null,
  best_snapshot_id: null,
  last_event_at: 0,
});
const scored = (number: number, karma: number, part: Partial<VersionPoint> = {}) =>
  version(number, { karma, evaluated: true, evaluated_at: number, ...part });

test("counts the fleet by state, the lost apart from those that left", () => {
  const fleet = [
    robot("on", { connections: [open(99)] }),
    robot("silent", { connections: [open(10)] }),
    robot("left", { sessions: [session(1, 50, "client_disconnect")] }),
    robot("lost", { sessions: [session(1, 50, "transport_error")] }),
  ];
  const samples = new Map([["silent", { metrics: {}, received_at: 50 }]]);
  expect(fleetCounts(fleet, samples, 100, null)).toEqual({
    online: 1,
    stale: 1,
    unknown: 0,
    offline: 1,
    dropped: 1,
  });
});

test("tells how many were connected at each moment, each robot once", () => {
  const fleet = [
    robot("a", { connections: [open(50)], sessions: [session(0, 20), session(10, 30)] }),
    robot("b", { connections: [open(80), open(90)] }),
  ];
  const counts = connectedOverTime(fleet, { from: 0, to: 100, steps: 10 }, null).map(({ y }) => y);
  expect(counts).toEqual([1, 1, 1, 0, 0, 1, 1, 1, 2, 2, 2]);
});

test("tells of a connection that nobody vouches for up to when that began", () => {
  const proof = { since: 60, place: "1-0", gateways: [], streamWentOn: false };
  const told = { ...open(70), stream_id: "2-0" };
  const fleet = [robot("a", { connections: [open(20)] }), robot("b", { connections: [open(40), told] })];
  const counts = connectedOverTime(fleet, { from: 0, to: 100, steps: 10 }, proof).map(({ y }) => y);
  expect(counts).toEqual([0, 0, 1, 1, 2, 2, 0, 1, 1, 1, 1]);
});

test("sums evolution up over all agents", () => {
  const agents = new Map([
    ["a", agent("a", [scored(1, 0.5, { kind: "snapshot" }), scored(2, 0.7), scored(3, 0.6)], 0.7)],
    ["b", agent("b", [scored(4, 0.9, { before: 0.7 }), version(5, {})], 0.9)],
  ]);
  const result = evolutionOf({ agents });
  expect(result).toMatchObject({
    agents: 2,
    best: { agentId: "b", karma: 0.9 },
    waiting: 1,
    scored: 3,
    improved: 2,
  });
  expect(result.trend.map((mean) => Number(mean.toFixed(3)))).toEqual([0.5, 0.6, 0.6, 0.675]);
});

test("knows nothing of nobody", () => {
  expect(evolutionOf({ agents: new Map() })).toEqual({
    agents: 0,
    best: null,
    waiting: 0,
    scored: 0,
    improved: 0,
    trend: [],
  });
});

test("the fleet's curve begins where every robot's sessions are still kept", () => {
  const quiet = robot("quiet", { first_seen_at: 10, sessions: [session(10, 20)] });
  const restless = Array.from({ length: 20 }, (_, i) => session(100 + 10 * i, 105 + 10 * i));
  expect(knownSince([quiet])).toBe(10);
  expect(knownSince([quiet, robot("restless", { first_seen_at: 5, sessions: restless })])).toBe(100);
  expect(knownSince([])).toBe(Number.POSITIVE_INFINITY);
});
