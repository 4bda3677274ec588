import { expect, test, vi } from "vitest";
import { emptyState } from "#lib/fold";
import { robotOf } from "#lib/telemetry/robot.fixture";
import { createMetricHistory } from "./metric-history.ts";

const NOW = 1_800_000_000;
const point = { at: NOW - 60, min: 1, mean: 2, max: 3, last: 2, count: 4 };
const samples = {
  robot: vi.fn(async () => [point]),
  fleet: vi.fn(async () => ({ robots: 1, points: [], outliers: [] })),
};
const service = createMetricHistory({
  samples,
  state: () => ({ ...emptyState, telemetry: { robots: new Map([["a", robotOf({ robot_id: "a" })]]) } }),
  now: () => NOW * 1000,
});

test("a robot's metric is told with the window and the step that it became", async () => {
  expect(await service.history("a", { metric: "cpu_usage", from: NOW - 90 * 86_400 })).toEqual({
    robot_id: "a",
    metric: "cpu_usage",
    from: NOW - 90 * 86_400,
    to: NOW,
    step_seconds: 28_800,
    points: [point],
  });
});

test("a robot that was never seen isn't there, whatever the metric", async () => {
  await expect(service.history("b", { metric: "cpu_usage" })).rejects.toMatchObject({ code: "not_found" });
});

test.each([
  ["from", { from: NOW, to: NOW - 1 }],
  ["step", { from: NOW - 90 * 86_400, step: 10 }],
])("a window that can't be answered is refused, naming %s", async (name, window) => {
  const refused = { code: "invalid", problems: [{ loc: ["query", name] }] };
  await expect(service.history("a", { metric: "cpu_usage", ...window })).rejects.toMatchObject(refused);
  await expect(service.fleetHistory({ metric: "cpu_usage", ...window })).rejects.toMatchObject(refused);
});
