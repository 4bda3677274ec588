import { createServer } from "node:http";
import type { Socket } from "node:net";
import { Server as SocketServer } from "socket.io";
import { type WebSocket, WebSocketServer } from "ws";
import { answerFeeds } from "../answer-feeds.ts";

/** The bare twins of the fan-out: nothing but a socket library, and events out of memory. */
export type FanOutTwin = "ws" | "ws framed once" | "one emit per event";

const http = createServer();
const twin = process.argv[2] as FanOutTwin;
answerFeeds(http, twin === "one emit per event" ? perEvent() : frames(twin === "ws framed once"));

/** `ws`, each batch stringified once; sent to each socket, or framed once and the same bytes written to each. */
function frames(framedOnce: boolean) {
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
  return {
    send(events: object[]): void {
      const text = JSON.stringify({ events });
      if (framedOnce) {
        const bytes = frameOf(text);
        for (const socket of sockets.clients) tcpOf(socket).write(bytes);
      } else for (const socket of sockets.clients) socket.send(text);
    },
    buffered: () => [...sockets.clients].reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0),
  };
}

/** Socket.IO as it is mostly used: one emit per event. */
function perEvent() {
  const io = new SocketServer(http, { serveClient: false, perMessageDeflate: false });
  return {
    send(events: object[]): void {
      for (const event of events) io.emit("event", event);
    },
    buffered: () =>
      [...io.of("/").sockets.values()].reduce((sum, { conn }) => {
        const inside = conn as unknown as { writeBuffer: unknown[]; transport: { socket?: WebSocket } };
        return sum + inside.writeBuffer.length + (inside.transport.socket?.bufferedAmount ?? 0);
      }, 0),
  };
}

// `ws` keeps its TCP socket to itself.
const tcpOf = (socket: WebSocket): Socket => (socket as unknown as { _socket: Socket })._socket;

/** A final, unmasked text frame of 126 bytes to 64 KiB: https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length < 126 || payload.length > 0xffff) throw new Error(`A frame of ${payload.length} bytes`);
  return Buffer.concat([Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff]), payload]);
}
