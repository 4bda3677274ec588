import type { Random } from "./random.ts";

/** What a made-up robot measures at one moment: percent, percent, milliseconds, percent, and two of its own. */
export interface Reading {
  cpu_usage: number;
  memory_usage: number;
  network_latency_ms: number;
  battery_percentage: number;
  speed_m_s: number;
  motor_temp_c: number;
}

/** The body of a made-up robot, from one reading to the next. */
export interface RobotBody {
  load: number;
  memory: number;
  battery: number;
  charging: boolean;
  motorTemp: number;
}

export const newBody = (random: Random): RobotBody => ({
  load: random.between(0.1, 0.6),
  memory: random.between(35, 60),
  battery: random.between(30, 98),
  charging: false,
  motorTemp: random.between(30, 45),
});

/** The body `seconds` later: work drains the battery and warms the motor; an empty robot drives to its charger. */
export function step(body: RobotBody, seconds: number, random: Random): RobotBody {
  const load = clamp(body.load + random.between(-0.08, 0.08), 0.05, 0.95);
  const charging = body.charging ? body.battery < 95 : body.battery < 12;
  const drain = charging ? 0.9 : -(0.03 + load * 0.12);
  return {
    load: charging ? load * 0.5 : load,
    memory: clamp(body.memory + random.between(-0.6, 0.65), 25, 92),
    battery: clamp(body.battery + drain * seconds, 0, 100),
    charging,
    motorTemp: clamp(body.motorTemp + (load * 60 + 20 - body.motorTemp) * 0.02 * seconds, 20, 90),
  };
}

/** What the robot reports of its body; `spike` adds a busy moment. */
export function readingOf(body: RobotBody, random: Random, spike: boolean): Reading {
  const busy = spike ? 0.45 : 0;
  return {
    cpu_usage: rounded(clamp((body.load + busy) * 100 + random.between(-3, 3), 0, 100)),
    memory_usage: rounded(body.memory),
    network_latency_ms: rounded(spike ? random.between(180, 420) : random.between(8, 45)),
    battery_percentage: rounded(body.battery),
    speed_m_s: rounded(body.charging ? 0 : body.load * 2.2),
    motor_temp_c: rounded(body.motorTemp),
  };
}

const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value));
const rounded = (value: number) => Math.round(value * 10) / 10;
