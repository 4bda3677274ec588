import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { answerParent, endWithParent } from "../answer-parent.ts";

/** A small HTTP client that costs little itself: keep-alive connections, one request at a time on each. */

export interface Load {
  port: number;
  connections: number;
  requests: number;
  method: "GET" | "POST";
  path: string;
  /** The status that each answer must have. */
  status: number;
}

export interface LoadResult {
  seconds: number;
  p50Ms: number;
  p99Ms: number;
  /** Answers that were not what they should be. */
  wrong: number;
}

answerParent({
  async run(load: Load): Promise<LoadResult> {
    const latencies: number[] = [];
    const budget = { left: load.requests, wrong: 0 };
    const sockets = await Promise.all(
      Array.from({ length: load.connections }, async () => {
        const socket = connect(load.port, "127.0.0.1").setNoDelay(true);
        await once(socket, "connect");
        return socket;
      }),
    );
    const startedAt = performance.now();
    await Promise.all(sockets.map((socket) => work(socket, load, budget, latencies)));
    const seconds = (performance.now() - startedAt) / 1000;
    for (const socket of sockets) socket.destroy();
    latencies.sort((a, b) => a - b);
    const quantile = (share: number) => latencies[Math.ceil(share * latencies.length) - 1] ?? Number.NaN;
    return { seconds, p50Ms: quantile(0.5), p99Ms: quantile(0.99), wrong: budget.wrong };
  },
});
endWithParent();

/** Asks on one connection, again and again, until the budget is used up. */
function work(socket: Socket, load: Load, budget: { left: number; wrong: number }, latencies: number[]) {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const good = `HTTP/1.1 ${load.status} `;
  let text = "";
  let sentAt = 0;
  function ask(): void {
    if (budget.left === 0) {
      resolve();
      return;
    }
    budget.left -= 1;
    sentAt = performance.now();
    socket.write(requestOf(load, budget.left));
  }
  // One byte is one character: lengths can be compared.
  socket.setEncoding("latin1");
  socket.on("data", (chunk: string) => {
    text += chunk;
    if (text.length < lengthOf(text)) return;
    latencies.push(performance.now() - sentAt);
    if (!text.startsWith(good)) budget.wrong += 1;
    text = "";
    ask();
  });
  socket.on("error", reject);
  socket.on("close", () => reject(new Error("The server hung up")));
  ask();
  return promise;
}

/** How long the whole answer is, as far as that can be told yet. */
function lengthOf(text: string): number {
  const headEnd = text.indexOf("\r\n\r\n");
  if (headEnd === -1) return Number.POSITIVE_INFINITY;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, headEnd + 2))?.[1];
  if (length === undefined) throw new Error(`An answer without a length: ${text.slice(0, headEnd)}`);
  return headEnd + 4 + Number(length);
}

function requestOf({ method, path }: Load, number: number): string {
  const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n`;
  if (method === "GET") return `${head}\r\n`;
  const body = snapshotOf(number);
  return `${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

/** About 350 bytes, of one of 100 agents. */
const snapshotOf = (number: number): string =>
  `{"agent_id":"agent_${number % 100}","dna":{"model":"atlas-m","temperature":${(number % 150) / 100},` +
  `"exploration_rate":0.2,"planning_depth":${number % 8},"tool_budget":9,"memory_window":32,"retry_limit":2},` +
  `"traits":{"creativity":0.5,"curiosity":0.42,"foresight":0.61,"persistence":0.33},"reason":"bench ${number}"}`;
