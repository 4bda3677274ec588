import { once } from "node:events";
import type { Socket } from "node:net";
import { WebSocket } from "ws";
import { DASHBOARD_NAMESPACE } from "../../lib/live/protocol.ts";

export interface Stalled {
  /** Its own end of the connection. */
  port: number;
  close(): void;
}

/** Heartbeats come every ten seconds. */
const PONG_EVERY_MS = 5_000;

/**
 * A dashboard that gets its picture and then reads no more, but answers heartbeats that it never read: it isn't found
 * for its silence.
 */
export async function openStalled(url: string): Promise<Stalled> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`, {
    perMessageDeflate: false,
  });
  const pictured = Promise.withResolvers<void>();
  socket.on("error", pictured.reject);
  socket.on("message", (data) => {
    const text = String(data);
    if (text.startsWith("0")) socket.send(`40${DASHBOARD_NAMESPACE},{"cursor":null}`);
    if (text.includes('["snapshot"')) pictured.resolve();
  });
  await once(socket, "open");
  await pictured.promise;
  socket.pause();
  const answering = setInterval(() => socket.send("3"), PONG_EVERY_MS);
  // `ws` doesn't tell its port.
  const { localPort } = (socket as unknown as { _socket: Socket })._socket;
  const close = () => {
    clearInterval(answering);
    socket.terminate();
  };
  return { port: localPort ?? 0, close };
}
