import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * The connections of a server, those that were upgraded included, which its own `closeAllConnections` doesn't know: a
 * WebSocket whose other end doesn't answer the good-bye would keep a closing server for half a minute.
 */
export function watchConnections(server: Server) {
  const open = new Set<Socket>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  return {
    destroyAll(): void {
      for (const socket of open) socket.destroy();
    },
  };
}
