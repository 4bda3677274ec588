import { startBrainwave } from "../brainwave.ts";
import type { RobotKind } from "../clients/robots.ts";
import { type BenchOptions, type Figure, InexactRound, interleave, rowOf } from "../figure.ts";
import { type BenchProcess, startProcess } from "../process.ts";

/** Many, because one robot may send only 50 messages a second: 400 at 40 a second stay below. */
const ROBOTS = 400;
const EVERY_MS = 25;

/** CPU per message from robots: validation, presence, latest value, series and answer against nothing at all. */
export async function measureIngest(options: BenchOptions): Promise<Figure> {
  const each = options.quick ? 20 : 100;
  const ours = await startBrainwave();
  const bare = startProcess("./twins/ingest.ts");
  const robots = startProcess("./clients/robots.ts");
  try {
    const bareUrl = `http://127.0.0.1:${await bare.ask<number>("listen")}`;
    const cost = (server: BenchProcess, url: string, kind: RobotKind, taken: () => Promise<number>) => () =>
      costOfMessage({ server, robots, url, kind, each, taken });
    const accepted = () => acceptedSamples(ours.url);
    const rounds = await interleave(
      {
        plain: cost(ours, ours.url, "plain", accepted),
        socketio: cost(ours, ours.url, "socketio", accepted),
        bare: cost(bare, bareUrl, "bare", () => bare.ask<number>("received")),
      },
      options,
    );
    const shared = {
      unit: "µs CPU per message",
      twin: "bare",
      called: "bare ws, no-op",
      ratio: "speed",
    } as const;
    const goal = { atLeast: 0.15 };
    return {
      name: "robot ingest",
      rows: [
        rowOf(rounds, { ...shared, ours: "plain", what: "robot ingest, plain WebSocket", goal }),
        rowOf(rounds, { ...shared, ours: "socketio", what: "robot ingest, Socket.IO", goal }),
      ],
    };
  } finally {
    for (const process of [robots, ours, bare]) await process.end();
  }
}

interface Ingest {
  server: BenchProcess;
  robots: BenchProcess;
  url: string;
  kind: RobotKind;
  each: number;
  /** How many messages the server has taken in since it began. */
  taken(): Promise<number>;
}

async function costOfMessage({ server, robots, url, kind, each, taken }: Ingest): Promise<number> {
  await robots.ask("open", { url, kind, count: ROBOTS });
  const before = await taken();
  const messages = each * ROBOTS;
  const { cpuMicroseconds, result } = await server.cpuOf(async () => {
    const report = await robots.ask<{ refused: number }>("report", { each, everyMs: EVERY_MS });
    return { ...report, taken: (await taken()) - before };
  });
  await robots.ask("close");
  if (result.taken !== messages || result.refused > 0)
    throw new InexactRound(`${result.taken} of ${messages} samples were taken (${kind})`);
  return cpuMicroseconds / messages;
}

async function acceptedSamples(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^brainwave_samples_accepted_total (\d+)/m.exec(text)?.[1] ?? Number.NaN);
}
