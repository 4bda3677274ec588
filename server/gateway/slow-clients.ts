import type { Namespace, Socket } from "socket.io";
import type { WebSocket } from "ws";
import type { Logger } from "#server/log";

/** A client this far behind is cut; it comes back and resumes by its cursor (reliability.md, D9). */
const MAX_BUFFERED_BYTES = 1024 * 1024;

/**
 * Ends the TCP connections of clients that don't read: only the transport's own `terminate` frees their memory.
 * One that is behind but catching up, with a large first picture on a slow line, is left alone.
 */
export function createSlowClientCheck(namespace: Pick<Namespace, "sockets">, logger: Logger): () => void {
  const before = new WeakMap<Socket, number>();
  return () => {
    for (const socket of namespace.sockets.values()) {
      const buffered = bufferedBytes(socket);
      const last = before.get(socket) ?? 0;
      before.set(socket, buffered);
      if (buffered <= MAX_BUFFERED_BYTES || last <= MAX_BUFFERED_BYTES || buffered < last) continue;
      logger.warn({ socketId: socket.id, buffered }, "a client is too slow: cut");
      transportOf(socket).socket?.terminate();
    }
  };
}

/** Packets that Engine.IO holds until the transport takes them. */
export const waitingPackets = (socket: Socket): readonly { data?: unknown }[] =>
  // Its type declarations leave the buffer out.
  (socket.conn as unknown as { writeBuffer: { data?: unknown }[] }).writeBuffer;

function bufferedBytes(socket: Socket): number {
  const inTransport = transportOf(socket).socket?.bufferedAmount ?? 0;
  return waitingPackets(socket).reduce(
    (sum, { data }) => sum + (typeof data === "string" ? data.length : 0),
    inTransport,
  );
}

export const transportOf = (socket: Pick<Socket, "conn">) =>
  socket.conn.transport as unknown as { socket?: WebSocket };
