import type { Server as SocketServer } from "socket.io";
import { transportOf } from "./slow-clients.ts";

type Connection = Parameters<typeof transportOf>[0]["conn"];

/**
 * Ends the TCP connection of a client that stopped answering, at once: Engine.IO only closes its WebSocket in order,
 * and that waits half a minute for an answer that never comes.
 */
export function freeHalfOpen({ engine }: Pick<SocketServer, "engine">): void {
  engine.on("connection", (conn: Connection) => {
    conn.once("close", (reason: string) => {
      if (reason === "ping timeout") transportOf({ conn }).socket?.terminate();
    });
  });
}
