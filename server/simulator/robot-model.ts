import type { Random } from "./random.ts";

/** Low enough to go to the dock; a robot that finds it taken goes on and gets lower. */
const DOCK_BELOW_PERCENT = 25;
const CHARGED_PERCENT = 96;

/** What is inside a made-up robot. Load is 0–1; seconds are the robot's own, however fast it is played. */
export interface RobotModel {
  battery: number;
  charging: boolean;
  load: number;
  /** The load that its present task asks for. */
  task: number;
  memory: number;
  motorTemperature: number;
  /** How long the dock is taken, the CPU spins, the network is slow. */
  dockTakenSeconds: number;
  cpuSpikeSeconds: number;
  slowNetworkSeconds: number;
}

export type RobotFault = "low_battery" | "cpu_spike" | "slow_network";

export const newRobot = (random: Random): RobotModel => ({
  battery: random.between(40, 98),
  charging: false,
  load: random.between(0.2, 0.6),
  task: random.between(0.3, 0.8),
  memory: random.between(30, 50),
  motorTemperature: random.between(30, 45),
  dockTakenSeconds: 0,
  cpuSpikeSeconds: 0,
  slowNetworkSeconds: 0,
});

export function withFault(robot: RobotModel, fault: RobotFault, random: Random): RobotModel {
  switch (fault) {
    case "low_battery":
      return {
        ...robot,
        battery: Math.min(robot.battery, random.between(14, 19)),
        charging: false,
        dockTakenSeconds: random.between(15, 30),
      };
    case "cpu_spike":
      return { ...robot, cpuSpikeSeconds: random.between(8, 20) };
    case "slow_network":
      return { ...robot, slowNetworkSeconds: random.between(5, 20) };
  }
}

/** The robot so many seconds later. */
export function stepRobot(robot: RobotModel, seconds: number, random: Random): RobotModel {
  const charging = isCharging(robot);
  const task = random.chance(0.06 * seconds) ? random.between(0.15, 0.95) : robot.task;
  const load = approach(robot.load, charging ? 0.06 : task, 0.25 * seconds) + random.between(-0.02, 0.02);
  const drained = charging ? -0.9 : 0.05 + 0.2 * robot.load;
  return {
    battery: limit(robot.battery - drained * seconds, 1, 100),
    charging,
    load: limit(load, 0.02, 1),
    task,
    memory: limit(
      approach(robot.memory, 28 + 40 * robot.load, 0.04 * seconds) + random.between(-0.3, 0.3),
      15,
      95,
    ),
    motorTemperature: approach(robot.motorTemperature, 28 + 45 * robot.load, 0.08 * seconds),
    dockTakenSeconds: Math.max(0, robot.dockTakenSeconds - seconds),
    cpuSpikeSeconds: Math.max(0, robot.cpuSpikeSeconds - seconds),
    slowNetworkSeconds: Math.max(0, robot.slowNetworkSeconds - seconds),
  };
}

/** What the robot reports of itself: the four standard metrics and two of its own. */
export function sampleOf(robot: RobotModel, random: Random): Record<string, number> {
  const cpu =
    robot.cpuSpikeSeconds > 0 ? random.between(92, 99.5) : 6 + 74 * robot.load + random.between(-3, 3);
  const slow = robot.slowNetworkSeconds > 0 ? random.between(240, 600) : 0;
  // Now and then a packet waits for a busy radio.
  const hiccup = random.chance(0.02) ? random.between(60, 160) : 0;
  return {
    cpu_usage: oneDigit(limit(cpu, 0, 100)),
    memory_usage: oneDigit(robot.memory),
    network_latency_ms: oneDigit(14 + 18 * robot.load + random.between(0, 6) + hiccup + slow),
    battery_percentage: oneDigit(robot.battery),
    speed_m_s: robot.charging ? 0 : twoDigits(1.6 * robot.load),
    motor_temperature_c: oneDigit(robot.motorTemperature),
  };
}

function isCharging({ charging, battery, dockTakenSeconds }: RobotModel): boolean {
  if (charging) return battery < CHARGED_PERCENT;
  return battery < DOCK_BELOW_PERCENT && dockTakenSeconds === 0;
}

/** Moves by a share of the way, at most all of it. */
const approach = (from: number, to: number, share: number): number => from + (to - from) * Math.min(1, share);
const limit = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));
const oneDigit = (value: number): number => Math.round(value * 10) / 10;
const twoDigits = (value: number): number => Math.round(value * 100) / 100;
