import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { answerParent, endWithParent } from "../answer-parent.ts";

/** Many robots in one process: raw WebSockets that report at an even pace. */

/** `plain` is Brainwave's WebSocket, `socketio` its `/robots` namespace, `bare` a server that answers nothing. */
export type RobotKind = "plain" | "socketio" | "bare";

export interface OpenRobots {
  url: string;
  kind: RobotKind;
  count: number;
  withinMs?: number;
}

/** Between two looks at who has to send. */
const STEP_MS = 5;
const LAST_ANSWER_MS = 3_000;

let robots: WebSocket[] = [];
let kind: RobotKind = "bare";
let answered = 0;
let refused = 0;

answerParent({
  /** Evenly over a time, or all at once. */
  async open({ url, count, withinMs = 0, ...options }: OpenRobots) {
    kind = options.kind;
    robots = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        await sleep((index * withinMs) / count);
        return open(url, `bench_${index}`);
      }),
    );
  },
  /** Each robot sends so many samples, one every so many milliseconds; ends when the answers are here. */
  async report({ each, everyMs }: { each: number; everyMs: number }) {
    answered = 0;
    refused = 0;
    const expected = { plain: each * robots.length, socketio: robots.length, bare: 0 }[kind];
    for (let turn = 1; turn <= each; turn++) {
      for (const [index, robot] of robots.entries())
        robot.send(messageOf(sampleOf(index + turn), turn === each));
      await sleep(everyMs);
    }
    for (let waited = 0; answered < expected && waited < 30_000; waited += 5) await sleep(5);
    return { answered, expected, refused };
  },
  /** From now on each robot sends a sample every so many milliseconds, not all at the same time. */
  startReporting(pace: { everyMs: number; forMs: number }) {
    reporting = keepReporting(pace);
  },
  reported: () => reporting,
  async close() {
    for (const robot of robots) robot.close();
    await Promise.all(robots.map((robot) => robot.readyState === WebSocket.CLOSED || once(robot, "close")));
    robots = [];
  },
});
endWithParent();

let reporting: Promise<{ sent: number }> | null = null;

/** Ends when the last sample was answered, where there are answers, else a moment later. */
async function keepReporting({ everyMs, forMs }: { everyMs: number; forMs: number }) {
  answered = 0;
  let sent = 0;
  const total = Math.round((robots.length * forMs) / everyMs);
  for (const startedAt = performance.now(); sent < total; await sleep(STEP_MS)) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) * robots.length) / everyMs));
    for (; sent < due; sent++)
      robots[sent % robots.length]?.send(messageOf(sampleOf(sent), sent >= total - robots.length));
  }
  const expected = { plain: total, socketio: robots.length, bare: Number.POSITIVE_INFINITY }[kind];
  for (let waited = 0; answered < expected && waited < LAST_ANSWER_MS; waited += STEP_MS)
    await sleep(STEP_MS);
  return { sent };
}

async function open(url: string, robotId: string): Promise<WebSocket> {
  const path = {
    plain: `/api/telemetry/ws/${robotId}`,
    socketio: "/socket.io/?EIO=4&transport=websocket",
    bare: "/",
  };
  const socket = new WebSocket(`${url.replace("http", "ws")}${path[kind]}`, { perMessageDeflate: false });
  const admitted = Promise.withResolvers<void>();
  socket.on("error", admitted.reject);
  socket.on("message", (data: Buffer) => {
    const text = data.toString();
    if (kind === "plain") tally(text.startsWith('{"accepted"'));
    else if (text.startsWith("43/robots,")) tally(text.includes('"accepted"'));
    else if (text.startsWith("40/robots,")) admitted.resolve();
    else if (text.startsWith("44/robots,")) admitted.reject(new Error(text));
    else if (text === "2") socket.send("3");
    else if (text.startsWith("0")) socket.send(`40/robots,${JSON.stringify({ robot_id: robotId })}`);
  });
  await once(socket, "open");
  if (kind === "socketio") await admitted.promise;
  return socket;
}

function tally(accepted: boolean): void {
  answered += 1;
  if (!accepted) refused += 1;
}

/** About 150 bytes: the four metrics, the robot's own time, and when it was sent by the clock of this machine. */
const sampleOf = (number: number): string =>
  `{"cpu_usage":${(number * 7) % 100}.5,"memory_usage":41.25,"network_latency_ms":23.75,` +
  `"battery_percentage":87.5,"sent_us":${process.hrtime.bigint() / 1000n},"timestamp":${Date.now() / 1000}}`;

/** Over Socket.IO only the last one asks for an answer: samples are taken in order, so all are in by then. */
const messageOf = (sample: string, last: boolean): string =>
  kind === "socketio" ? `42/robots,${last ? "1" : ""}["telemetry",${sample}]` : sample;
