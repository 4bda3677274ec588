import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Brainwave, startBrainwave } from "../brainwave.ts";
import type { Load, LoadResult } from "../clients/http-load.ts";
import { type BenchOptions, type Figure, InexactRound, interleave, type Row, rowOf } from "../figure.ts";
import { type BenchProcess, startProcess } from "../process.ts";

const AGENT = "bench_agent";
const HISTORY = 10;
const CONNECTIONS = [8, 64];

interface Measured {
  cpuMicroseconds: number;
  /** Microseconds from one answer to the next, over all connections: 1 / throughput. */
  wallMicroseconds: number;
  p50Ms: number;
  p99Ms: number;
}

/** A read and a durable write of a module API against bare node:http. */
export async function measureModuleApis(options: BenchOptions): Promise<Figure> {
  const dataDir = await mkdtemp(join(tmpdir(), "brainwave-twin-"));
  const ours = await startBrainwave();
  const bare = startProcess("./twins/http.ts", { args: [dataDir] });
  // On another core where there is one: the requests per second are to be the server's, not the client's.
  const client = startProcess("./clients/http-load.ts", { core: 1 });
  try {
    const barePort = await bare.ask<number>("listen");
    const path = `/api/dna/agents/${AGENT}/history`;
    await bare.ask("answer", await makeHistory(ours));
    const get = { method: "GET", path, status: 200, requests: options.quick ? 3_000 : 20_000 } as const;
    const post = {
      method: "POST",
      path: "/api/dna/snapshot",
      status: 201,
      requests: options.quick ? 1_000 : 6_000,
    } as const;
    const rows: Row[] = [];
    for (const connections of CONNECTIONS)
      for (const load of [get, post]) {
        const rounds = await interleave(
          {
            ours: () => measure(ours, client, { ...load, connections, port: ours.port }),
            bare: () => measure(bare, client, { ...load, connections, port: barePort }),
          },
          options,
        );
        rows.push(...rowsOf(rounds, load.method, connections));
      }
    return { name: "module APIs", rows };
  } finally {
    for (const process of [client, ours, bare]) await process.end();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** An agent with some snapshots; the body of its history. */
async function makeHistory({ url }: Brainwave): Promise<string> {
  const snapshot = {
    agent_id: AGENT,
    dna: { model: "atlas-m", temperature: 0.7, exploration_rate: 0.2, planning_depth: 4, tool_budget: 9 },
    traits: { creativity: 0.5, curiosity: 0.42, foresight: 0.61 },
  };
  for (let made = 0; made < HISTORY; made++)
    await fetch(`${url}/api/dna/snapshot`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(snapshot),
    });
  return (await fetch(`${url}/api/dna/agents/${AGENT}/history`)).text();
}

async function measure(server: BenchProcess, client: BenchProcess, load: Load): Promise<Measured> {
  const { cpuMicroseconds, result } = await server.cpuOf(() => client.ask<LoadResult>("run", load));
  if (result.wrong > 0) throw new InexactRound(`${result.wrong} answers to ${load.method} were wrong`);
  return {
    cpuMicroseconds: cpuMicroseconds / load.requests,
    wallMicroseconds: (result.seconds * 1e6) / load.requests,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
  };
}

function rowsOf(
  rounds: Record<"ours" | "bare", Measured>[],
  method: Load["method"],
  connections: number,
): Row[] {
  const of = (figure: keyof Measured) =>
    rounds.map(({ ours, bare }) => ({ ours: ours[figure], bare: bare[figure] }));
  const what = {
    GET: `GET history, ${connections} connections`,
    POST: `POST snapshot, ${connections} connections`,
  }[method];
  const called = { GET: "bare node:http", POST: "bare node:http, one durable insert" }[method];
  const shared = { what, ours: "ours", twin: "bare", called, ratio: "speed" } as const;
  // A read costs CPU alone, and CPU can be told apart from what else the machine does; a durable write waits for the disk.
  const goals =
    method === "GET" ? { wall: null, cpu: { atLeast: 0.3 } } : { wall: { atLeast: 0.5 }, cpu: null };
  return [
    rowOf(of("wallMicroseconds"), { ...shared, unit: "µs per request", goal: goals.wall }),
    rowOf(of("cpuMicroseconds"), { ...shared, unit: "µs CPU per request", goal: goals.cpu }),
    rowOf(of("p99Ms"), { ...shared, unit: "ms, p99", ratio: "times", goal: null }),
  ];
}
