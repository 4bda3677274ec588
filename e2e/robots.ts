import { type RobotClient, type RobotStatus, connectRobot as robotClient } from "#lib/telemetry/robot-client";

export interface TestRobot extends RobotClient {
  /** Resolves with the next status of this kind, or with the present one. */
  until(kind: RobotStatus["kind"]): Promise<RobotStatus>;
}

/** A robot that is connected, by the client that anybody may use. Rejects with the refusal of one that is not let in. */
export async function connectRobot(url: string, robotId: string): Promise<TestRobot> {
  const waiting = new Set<(status: RobotStatus) => void>();
  const client = robotClient({
    url,
    robotId,
    onStatus: (status) => {
      for (const tell of waiting) tell(status);
    },
  });
  const untilOneOf = (kinds: readonly RobotStatus["kind"][]) =>
    new Promise<RobotStatus>((resolve) => {
      const tell = (status: RobotStatus) => {
        if (!kinds.includes(status.kind)) return;
        waiting.delete(tell);
        resolve(status);
      };
      waiting.add(tell);
      tell(client.status());
    });
  const first = await untilOneOf(["connected", "refused"]);
  if (first.kind === "connected") return { ...client, until: (kind) => untilOneOf([kind]) };
  client.close();
  throw Object.assign(new Error("The robot was not let in"), first);
}
