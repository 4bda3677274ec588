import type { Client } from "./client.ts";
import type { Random } from "./random.ts";
import { connectPlain, connectSocketIo, type RobotLink } from "./robot.ts";
import { newBody, readingOf, step } from "./robot-model.ts";

/** Per reading: how much rarer a fault of a robot is than the rate asked for, since a robot reports every second. */
const FAULTS_PER_READING = 0.1;

/** Plays one robot until the simulator ends: it reports once a second, and now and then something goes wrong. */
export async function playRobot(
  client: Client,
  robotId: string,
  plain: boolean,
  random: Random,
  faultRate: number,
): Promise<void> {
  const connect = plain ? connectPlain : connectSocketIo;
  let link: RobotLink = connect(client.url, robotId);
  let body = newBody(random);
  const faulty = (share: number) => random.chance(faultRate * FAULTS_PER_READING * share);
  try {
    for (;;) {
      await client.pause(random.between(900, 1100));
      body = step(body, 1, random);
      if (link.isOpen()) link.send(readingOf(body, random, faulty(3)));
      if (faulty(1)) link.drop();
      if (link.isOpen() && faulty(0.5)) link.send({ cpu_usage: 250 });
      if (faulty(0.5)) {
        link.close();
        await client.pause(random.between(5_000, 25_000));
        link = connect(client.url, robotId);
      }
    }
  } finally {
    link.close();
  }
}
