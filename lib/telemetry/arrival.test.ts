import { expect, test } from "vitest";
import { arrivalOf, freeRobotId } from "./arrival.ts";
import { robotOf } from "./robot.fixture.ts";

const T = 1_767_225_600;
const connectedAt = (...times: number[]) =>
  robotOf({
    connections: times.map((connected_at, index) => ({
      connection_id: `c${index}`,
      connected_at,
      stream_id: "1-0",
    })),
  });
const point = (at: number, metrics: Record<string, number> = { cpu_usage: at - T }) => ({ at, metrics });

test("a robot that nobody has seen is waited for, and so is one that has left, which says why", () => {
  expect(arrivalOf(undefined, [])).toEqual({ kind: "waiting", last: null });
  const gone = robotOf({
    sessions: [
      {
        connection_id: "c",
        connected_at: T,
        disconnected_at: T + 5,
        duration_seconds: 5,
        reason: "client_disconnect",
        stream_id: "2-0",
      },
    ],
  });
  expect(arrivalOf(gone, [point(T + 1)])).toEqual({
    kind: "waiting",
    last: { at: T + 5, reason: "client_disconnect" },
  });
});

test("samples from before its connection are not its first", () => {
  expect(arrivalOf(connectedAt(T + 10, T + 20), [point(T + 1)])).toEqual({
    kind: "connected",
    since: T + 10,
  });
});

test("its first sample over its oldest connection is told, with the newest value of each metric", () => {
  const points = [
    point(T + 1, { cpu_usage: 99 }),
    point(T + 11, { cpu_usage: 1, battery_percentage: 50 }),
    point(T + 12, { cpu_usage: 2 }),
  ];
  expect(arrivalOf(connectedAt(T + 10, T + 12), points)).toEqual({
    kind: "reporting",
    firstAt: T + 11,
    lastAt: T + 12,
    metrics: { cpu_usage: 2, battery_percentage: 50 },
  });
});

test("of a connection that is older than what is known of its samples, the first is not told", () => {
  const { kind, ...rest } = arrivalOf(connectedAt(T), [point(T + 500), point(T + 1000)]);
  expect(kind).toBe("reporting");
  expect(rest).toMatchObject({ firstAt: null, lastAt: T + 1000 });
});

test("the next free id is offered", () => {
  expect(freeRobotId(new Map())).toBe("robot_001");
  expect(freeRobotId(new Map(["robot_001", "robot_002", "x"].map((id) => [id, 1])))).toBe("robot_003");
});
