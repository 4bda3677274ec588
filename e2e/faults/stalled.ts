import { once } from "node:events";
import type { Socket } from "node:net";
import { WebSocket } from "ws";
import { DASHBOARD_NAMESPACE } from "../../lib/live/protocol.ts";

export interface Stalled {
  /** Its own end of the connection. */
  port: number;
  close(): void;
}

/** A dashboard that gets its picture and then reads no more. */
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
  // `ws` doesn't tell its port.
  const { localPort } = (socket as unknown as { _socket: Socket })._socket;
  return { port: localPort ?? 0, close: () => socket.terminate() };
}
