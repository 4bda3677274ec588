import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
// biome-ignore lint/style/noRestrictedImports: the bare twin is exactly one insert, and nothing of the product.
import { DatabaseSync } from "node:sqlite";
import { answerParent, endWithParent } from "../answer-parent.ts";

/** The bare twin of the module APIs: node:http. A GET answers a constant; a POST is one durable insert. */

const db = new DatabaseSync(join(process.argv[2] ?? "", "twin.sqlite"));
db.exec(
  "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT)",
);
const insert = db.prepare("INSERT INTO rows (body) VALUES (?)");
let constant = Buffer.from("{}");

const http = createServer(async (request, response) => {
  if (request.method === "GET") {
    response.writeHead(200, { "content-type": "application/json", "content-length": constant.length });
    response.end(constant);
    return;
  }
  const body: unknown = JSON.parse(await textOf(request));
  const { lastInsertRowid } = insert.run(JSON.stringify(body));
  const answer = JSON.stringify({ id: Number(lastInsertRowid), body });
  response.writeHead(201, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(answer),
  });
  response.end(answer);
});

answerParent({
  listen: () =>
    new Promise((resolve) =>
      http.listen(0, "127.0.0.1", () => resolve((http.address() as AddressInfo).port)),
    ),
  answer(text: string) {
    constant = Buffer.from(text);
  },
});
endWithParent();

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request) text += chunk;
  return text;
}
