import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
// biome-ignore lint/style/noRestrictedImports: the bare twin is exactly ioredis and ws, and nothing of the product.
import { Redis } from "ioredis";
import { WebSocketServer } from "ws";
import { answerParent, endWithParent } from "../answer-parent.ts";

/** The bare twin from stream to dashboards: what one XREAD returns is one frame to every `ws` socket. */

type Read = [stream: string, entries: [id: string, fields: string[]][]][] | null;

const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
const redis = new Redis(process.argv[2] ?? "");
let from = "$";

answerParent({
  listen: () =>
    new Promise((resolve) =>
      http.listen(0, "127.0.0.1", () => resolve((http.address() as AddressInfo).port)),
    ),
});
endWithParent();

for (;;) {
  const read = (await redis
    .xread("COUNT", 500, "BLOCK", 2000, "STREAMS", "brain:events:stream", from)
    .catch(() => sleep(100).then(() => null))) as Read;
  const entries = read?.[0]?.[1] ?? [];
  from = entries.at(-1)?.[0] ?? from;
  if (entries.length === 0) continue;
  const text = JSON.stringify({ events: entries.map(toEvent) });
  for (const socket of sockets.clients) socket.send(text);
}

function toEvent([stream_id, fields]: [string, string[]]) {
  const event: Record<string, unknown> = { stream_id };
  for (let index = 0; index < fields.length; index += 2) {
    const [name = "", text = ""] = [fields[index], fields[index + 1]];
    event[name] = name === "payload" || name === "meta" ? JSON.parse(text) : text;
  }
  return event;
}
