import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { answerParent, endWithParent } from "../answer-parent.ts";

/** The bare twin of a fleet: `ws` from robots to dashboards, the latest value of each robot as often as ours. */

const EVERY_MS = 150;

const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
const dashboards = new Set<WebSocket>();
const changed = new Map<WebSocket, unknown>();
let received = 0;
sockets.on("connection", (socket, { url }) => {
  if (url === "/dashboard") dashboards.add(socket);
  socket.on("message", (data: Buffer) => {
    received += 1;
    changed.set(socket, JSON.parse(data.toString()));
  });
});
setInterval(() => {
  const text = JSON.stringify([...changed.values()]);
  changed.clear();
  for (const dashboard of dashboards) dashboard.send(text);
}, EVERY_MS);

answerParent({
  listen: () =>
    new Promise((resolve) =>
      http.listen(0, "127.0.0.1", () => resolve((http.address() as AddressInfo).port)),
    ),
  received: () => received,
  connected: () => sockets.clients.size - dashboards.size,
});
endWithParent();
