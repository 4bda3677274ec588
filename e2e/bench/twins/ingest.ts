import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { answerParent, endWithParent } from "../answer-parent.ts";

/** The bare twin of the robots' intake: `ws`, and a handler that does nothing but count. */

const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
let received = 0;
sockets.on("connection", (socket) =>
  socket.on("message", () => {
    received += 1;
  }),
);

answerParent({
  listen: () =>
    new Promise((resolve) =>
      http.listen(0, "127.0.0.1", () => resolve((http.address() as AddressInfo).port)),
    ),
  received: () => received,
});
endWithParent();
