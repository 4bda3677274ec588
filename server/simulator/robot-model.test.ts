import { expect, test } from "vitest";
import { Sample } from "#lib/telemetry/sample";
import { createRandom } from "./random.ts";
import { newRobot, type RobotFault, type RobotModel, sampleOf, stepRobot, withFault } from "./robot-model.ts";

/** A robot's samples, one a second. */
function play(seconds: number, { seed = 1, fault }: { seed?: number; fault?: RobotFault } = {}) {
  const random = createRandom(seed);
  let robot: RobotModel = newRobot(random);
  if (fault) robot = withFault(robot, fault, random);
  return Array.from({ length: seconds }, () => {
    robot = stepRobot(robot, 1, random);
    return { robot, sample: sampleOf(robot, random) };
  });
}

test("an hour of samples is what the server takes", () => {
  for (let seed = 0; seed < 10; seed++)
    for (const { sample } of play(3600, { seed })) expect(Sample.safeParse(sample).success).toBe(true);
});

test("the battery drains, is charged in time, and drains again", () => {
  const charges = play(3600).map(({ robot }) => robot.battery);
  expect(Math.min(...charges)).toBeGreaterThan(20);
  expect(Math.max(...charges)).toBeGreaterThan(95);
  const rises = play(3600).filter(
    ({ robot }, second, all) => robot.charging !== all[second - 1]?.robot.charging,
  );
  expect(rises.length).toBeGreaterThan(4);
});

test("the CPU follows the load, and a robot on its dock rests", () => {
  for (const { robot, sample } of play(600)) {
    expect(Math.abs((sample.cpu_usage ?? 0) - (6 + 74 * robot.load))).toBeLessThan(3.2);
    if (robot.charging) expect(sample.speed_m_s).toBe(0);
  }
});

test("no step is a jump", () => {
  const batteries = play(3600).map(({ robot }) => robot.battery);
  for (const [second, battery] of batteries.entries())
    expect(Math.abs(battery - (batteries[second - 1] ?? battery))).toBeLessThan(1);
});

test.each<[RobotFault, (sample: Record<string, number>) => boolean]>([
  ["low_battery", ({ battery_percentage: battery = 100 }) => battery < 20],
  ["cpu_spike", ({ cpu_usage: cpu = 0 }) => cpu > 90],
  ["slow_network", ({ network_latency_ms: latency = 0 }) => latency > 200],
])("%s is seen at once, and goes by", (fault, isSeen) => {
  const samples = play(120, { fault }).map(({ sample }) => isSeen(sample));
  expect(samples.slice(0, 4)).toEqual([true, true, true, true]);
  expect(samples.at(-1)).toBe(false);
});
