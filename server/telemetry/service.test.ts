import { expect, test } from "vitest";
import { emptyState } from "#lib/fold";
import { RobotsQuery } from "#lib/telemetry/api";
import { robotOf } from "#lib/telemetry/robot.fixture";
import type { LatestSample } from "#lib/telemetry/sample";
import type { RobotState } from "#lib/telemetry/state";
import { createTelemetryService, type TelemetryServiceOptions } from "./service.ts";

const now = Date.now() / 1000;
const robot = (robot_id: string, part: Partial<RobotState> = {}): [string, RobotState] => [
  robot_id,
  robotOf({
    robot_id,
    connections: [{ connection_id: robot_id, connected_at: now - 60, stream_id: "3-0" }],
    first_seen_at: now,
    last_event_at: now,
    ...part,
  }),
];
const charge = (battery_percentage: number): LatestSample => ({
  metrics: { battery_percentage },
  received_at: now,
});
const robots = new Map([
  robot("b_2"),
  robot("a_1"),
  robot("a_2", { connections: [] }),
  robot("a_3", { connections: [], archived_at: now }),
  robot("c_1", { connections: [{ connection_id: "c", connected_at: now - 90, stream_id: "1-0" }] }),
]);
const service = createTelemetryService({
  telemetry: {
    latest: () =>
      new Map([
        ["a_1", charge(20)],
        ["b_2", charge(0)],
      ]),
  } as unknown as TelemetryServiceOptions["telemetry"],
  operators: {} as TelemetryServiceOptions["operators"],
  sessions: {} as TelemetryServiceOptions["sessions"],
  metricHistory: {} as TelemetryServiceOptions["metricHistory"],
  state: () => ({ ...emptyState, telemetry: { robots } }),
  proof: () => ({ since: now - 30, place: "2-0", gateways: [], streamWentOn: false }),
  version: "1",
});
const ask = async (query: object) => service.robots(RobotsQuery.parse(query));
const ids = async (query: object) => (await ask(query)).robots.map(({ robot_id }) => robot_id);

test("robots come by id, a page at a time, with the counts of all that fit", async () => {
  expect(await ask({ limit: 3 })).toMatchObject({
    total: 5,
    counts: { online: 2, stale: 0, unknown: 1, offline: 2 },
    next: "a_3",
  });
  expect(await ids({ limit: 3, after: "a_3" })).toEqual(["b_2", "c_1"]);
  expect(await ask({ limit: 1, after: "b_2" })).toMatchObject({ next: null });
  expect(await ids({ after: "z" })).toEqual([]);
});

test("a list is filtered by state, name, charge and whether it is hidden", async () => {
  expect(await ids({ state: "offline" })).toEqual(["a_2", "a_3"]);
  expect(await ids({ q: "*_2" })).toEqual(["a_2", "b_2"]);
  // Exactly at the limit is not below it, and a robot that never told its charge isn't known to be.
  expect(await ids({ battery_below: "20" })).toEqual(["b_2"]);
  expect(await ids({ archived: "true" })).toEqual(["a_3"]);
  expect(await ids({ archived: "false" })).toEqual(["a_1", "a_2", "b_2", "c_1"]);
});

test("a robot that nobody vouches for since the start is unknown, and no connection of it is counted", async () => {
  expect(await ids({ state: "unknown" })).toEqual(["c_1"]);
  expect(await service.robot("c_1")).toMatchObject({
    state: "unknown",
    since: new Date((now - 30) * 1000).toISOString(),
    connections: 0,
  });
});

test("one robot is told with what operators said of it; another is not found", async () => {
  expect(await service.robot("a_3")).toMatchObject({ state: "offline", archived_at: expect.any(String) });
  expect(() => service.robot("nobody")).toThrow("never been seen");
});
