import { io, type Socket } from "socket.io-client";

/** A robot as anybody would write it: Socket.IO, `auth.robot_id`, samples with an acknowledgement. */
export async function connectRobot(url: string, robotId: string): Promise<Socket> {
  const robot = io(`${url}/robots`, {
    auth: { robot_id: robotId },
    transports: ["websocket"],
    forceNew: true,
  });
  await new Promise<void>((resolve, reject) => {
    robot.once("connect", resolve);
    robot.once("connect_error", reject);
  });
  return robot;
}
