import type { Server as SocketServer } from "socket.io";
import { nonNumbersAsStrings } from "#server/telemetry/non-numbers";

interface Connection {
  on(event: "packet", listener: (packet: { type: string; data?: unknown }) => void): void;
}

/**
 * Lets messages with a NaN in them through to whoever refuses them: Socket.IO takes them for damaged and ends the
 * connection, and a robot in Python would come back and say the same again, never told why.
 */
export function admitNonNumbers({ engine }: Pick<SocketServer, "engine">): void {
  engine.on("connection", (conn: Connection) => {
    // Heard before the packet is read.
    conn.on("packet", (packet) => {
      if (packet.type === "message" && typeof packet.data === "string")
        packet.data = nonNumbersAsStrings(packet.data);
    });
  });
}
