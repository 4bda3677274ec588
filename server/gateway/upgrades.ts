import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { OriginCheck } from "#server/security/origin";
import { ROBOT_PATH } from "./robots-websocket.ts";

export const GOING_DOWN = "This server is going down: try another one, or again in a moment";

export interface UpgradesOptions {
  server: Server;
  /** Where Next listens for its own upgrades, in development only: a server that never listens (D18). */
  nextServer: Server | null;
  originCheck: OriginCheck;
  /** Off while the process is going down: nobody new comes in. */
  accepting(): boolean;
  robots: { upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void };
}

/**
 * The one owner of the server's `upgrade` event (reliability.md, D18). Engine.IO has its own listener for
 * `/socket.io/`; Next's development upgrades are handed on; everything unknown is answered 404 at once.
 */
export function dispatchUpgrades({
  server,
  nextServer,
  originCheck,
  accepting,
  robots,
}: UpgradesOptions): void {
  server.on("upgrade", (request, socket, head) => {
    // A client that resets its connection here must not end the process.
    socket.on("error", () => socket.destroy());
    const path = (request.url ?? "").split("?")[0] ?? "";
    if (path.startsWith("/socket.io/")) return;
    const problem = originCheck(request.headers);
    if (problem) reject(socket, 403, problem);
    else if (ROBOT_PATH.test(path) && !accepting()) reject(socket, 503, GOING_DOWN);
    else if (ROBOT_PATH.test(path)) robots.upgrade(request, socket, head);
    else if (nextServer && path.startsWith("/_next/")) nextServer.emit("upgrade", request, socket, head);
    else reject(socket, 404, "Nothing listens for an upgrade here");
  });
}

function reject(socket: Duplex, status: number, message: string): void {
  const body = JSON.stringify({ detail: message });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
