import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connectRobot, type RobotClient, type RobotStatus } from "#lib/telemetry/robot-client";
import { startTestGateway, type TestGateway } from "./test-gateway.fixture.ts";

let gateway: TestGateway;
let robot: RobotClient;
let statuses: RobotStatus[];

beforeEach(async () => {
  gateway = await startTestGateway();
  statuses = [];
  robot = connectRobot({
    url: gateway.url,
    robotId: "r",
    onStatus: (status) => statuses.push(status),
    retry: { firstMs: 20, lastMs: 50 },
  });
});
afterEach(async () => {
  robot.close();
  await gateway.close();
});

const until = (kind: RobotStatus["kind"]) =>
  vi.waitFor(() => expect(robot.status().kind).toBe(kind), { timeout: 10_000 });
const accepted = { kind: "accepted" };
const reasons = () =>
  gateway.published
    .filter(({ type }) => type === "telemetry.connection_closed")
    .map(({ payload }) => payload.reason);
/** The CPU figures that moved the robot on, in their order. */
const taken = () => gateway.samples.map(({ metrics }) => metrics.cpu_usage);

test("reports standard and custom metrics with their times, and says good-bye", async () => {
  expect(await robot.report({ cpu_usage: 41, arm_angle: 12.5 }, Date.now() / 1000 - 30)).toEqual(accepted);
  const latest = gateway.telemetry().latest().get("r");
  expect(latest?.metrics).toEqual({ cpu_usage: 41, arm_angle: 12.5 });
  expect(Math.round(latest?.clock_skew_seconds ?? 0)).toBe(-30);
  robot.close();
  await vi.waitFor(() => expect(reasons()).toEqual(["client_disconnect"]));
});

test("a burst goes in batches: none is refused for coming too fast", async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 500 }, (_, index) => robot.report({ cpu_usage: index / 5 })),
  );
  expect(outcomes).toEqual(Array(500).fill(accepted));
  expect(taken()).toHaveLength(500);
  expect(gateway.telemetry().totals().refused).toBe(0);
});

test("after the network broke it is back, and what it took meanwhile arrives once, in order", async () => {
  await robot.report({ cpu_usage: 0 });
  gateway.mayConnect = false;
  gateway.cut();
  await until("refused");
  const kept = [1, 2, 3].map((cpu_usage) => robot.report({ cpu_usage }));
  expect(robot.buffered()).toBe(3);
  gateway.mayConnect = true;
  expect(await Promise.all(kept)).toEqual(Array(3).fill(accepted));
  expect(taken()).toEqual([0, 1, 2, 3]);
  expect(reasons()).toEqual(["transport_error"]);
});

test("a server that restarts gets what was taken while it was away, and knows the newest", async () => {
  await robot.report({ cpu_usage: 0 });
  await gateway.stop();
  const kept = Array.from({ length: 40 }, (_, index) => robot.report({ cpu_usage: index + 1 }));
  await until("away");
  await gateway.start();
  expect(await Promise.all(kept)).toEqual(Array(40).fill(accepted));
  expect(taken()).toEqual(Array.from({ length: 41 }, (_, index) => index));
  expect(gateway.telemetry().latest().get("r")?.metrics).toEqual({ cpu_usage: 40 });
});

test("a sample taken earlier than the last one is accepted and moves nothing back", async () => {
  const now = Date.now() / 1000;
  expect(await robot.report({ cpu_usage: 5 }, now)).toEqual(accepted);
  expect(await robot.report({ cpu_usage: 9 }, now - 60)).toEqual(accepted);
  expect(gateway.telemetry().latest().get("r")?.metrics).toEqual({ cpu_usage: 5 });
});

test("sent away by an operator it returns; refused, it tries again until it is let in", async () => {
  await until("connected");
  gateway.mayConnect = false;
  gateway.telemetry().closeRobot("r");
  await until("refused");
  expect(statuses.at(-1)).toMatchObject({ code: "rate_limited", retryInMs: expect.any(Number) });
  gateway.mayConnect = true;
  await until("connected");
  expect(statuses.map(({ kind }) => kind).slice(0, 4)).toEqual([
    "connected",
    "away",
    "connecting",
    "refused",
  ]);
  expect(reasons()).toEqual(["kicked"]);
});

test("one bad sample in a batch is refused with the reason, and costs the others nothing", async () => {
  const outcomes = await Promise.all([10, 250, 20].map((cpu_usage) => robot.report({ cpu_usage })));
  expect(outcomes).toEqual([
    accepted,
    { kind: "refused", code: "invalid_sample", message: expect.stringContaining("cpu_usage") },
    accepted,
  ]);
  expect(taken()).toEqual([10, 20]);
});

test("an id that is none ends it for good", async () => {
  const nobody = connectRobot({ url: gateway.url, robotId: "a\u0000" });
  await vi.waitFor(() =>
    expect(nobody.status()).toMatchObject({ kind: "refused", code: "robot_id_invalid", retryInMs: null }),
  );
  expect(await nobody.report({ cpu_usage: 1 })).toEqual({ kind: "dropped" });
});
