import type { Metrics } from "#lib/telemetry/sample-buffer";
import type { Client } from "./client.ts";
import type { Random } from "./random.ts";
import { connectPlain, connectSocketIo, type RobotLink } from "./robot.ts";
import { newRobot, sampleOf, stepRobot, withFault } from "./robot-model.ts";

/** The fault rate is per so many seconds of a robot's life. */
const FAULT_EVERY_SECONDS = 10;
const FLAPS = 4;

const FAULTS = [
  "drops",
  "flaps",
  "says nonsense",
  "low_battery",
  "cpu_spike",
  "cpu_spike",
  "slow_network",
] as const;

export interface RobotPlay {
  robotId: string;
  /** Over the plain WebSocket instead of Socket.IO. */
  plain: boolean;
  random: Random;
  faultRate: number;
}

/** Plays one robot until the simulator ends: it reports once or twice a second, and now and then something goes wrong. */
export async function playRobot(
  client: Client,
  { robotId, plain, random, faultRate }: RobotPlay,
): Promise<void> {
  const secondsBetween = random.between(0.5, 1);
  const connect = () =>
    (plain ? connectPlain : connectSocketIo)({
      url: client.url,
      robotId,
      token: client.token,
      onRefused: (reason) => client.complain(`The server refuses ${robotId}: ${reason}`),
    });
  let robot = newRobot(random);
  await client.pause(random.between(0, 1_000));
  let link = connect();
  try {
    for (;;) {
      await client.pause(secondsBetween * 1000);
      robot = stepRobot(robot, secondsBetween, random);
      void report(link, sampleOf(robot, random));
      if (!random.chance((faultRate * secondsBetween) / FAULT_EVERY_SECONDS)) continue;
      const fault = random.pick(FAULTS);
      if (fault === "drops") {
        link.drop();
        link.close();
        await client.pause(random.between(5_000, 20_000));
        link = connect();
      } else if (fault === "flaps") await flap(link);
      else if (fault === "says nonsense") void sayNonsense(link);
      else robot = withFault(robot, fault, random);
    }
  } finally {
    link.close();
  }

  async function report(to: RobotLink, metrics: Metrics): Promise<void> {
    const outcome = await to.send(metrics);
    if (outcome.kind === "refused")
      client.complain(`A good sample of ${robotId} was refused: ${outcome.message}`);
  }

  async function sayNonsense(to: RobotLink): Promise<void> {
    const outcome = await to.send({ cpu_usage: 250, battery_percentage: -3 });
    if (outcome.kind === "accepted") client.complain(`Nonsense of ${robotId} was accepted`);
  }

  async function flap(to: RobotLink): Promise<void> {
    for (let flaps = 0; flaps < FLAPS; flaps++) {
      to.drop();
      await client.pause(random.between(1_200, 2_500));
    }
  }
}
