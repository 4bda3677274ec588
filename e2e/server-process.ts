import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Child, type Ending, startChild } from "./child.ts";
import { freePort } from "./free-port.ts";

export interface ServerSettings {
  redisUrl?: string | undefined;
  aggregationIntervalSeconds?: number | undefined;
  /** Any other setting of `.env.example`. */
  env?: Record<string, string>;
  /** In which its data folder is made; the system's temporary one unless told. */
  dataIn?: string;
  /** What Next serves from; the tests' own build unless told. */
  distDir?: string;
}

/** A real Brainwave in a process of its own, on a port and a data folder of its own. */
export interface ServerProcess {
  url: string;
  port: number;
  dataDir: string;
  /** Of the process that runs now; undefined while none does. */
  pid(): number | undefined;
  /** Starts it (again, on the same port and data) and waits until it is ready. */
  start(): Promise<void>;
  /** Asks it to close (SIGTERM) and waits; throws unless it closed orderly. */
  stop(): Promise<void>;
  restart(): Promise<void>;
  /** Ends it the hard way. */
  kill(signal?: NodeJS.Signals): Promise<Ending>;
  /** Everything it has logged. */
  log(): string;
  /** Stops it if it runs, and removes its data. */
  close(): Promise<void>;
}

/** Starts a server and waits until `GET /api/health` says that it is ready. */
export async function startServer(settings: ServerSettings = {}): Promise<ServerProcess> {
  const port = await freePort();
  const dataDir = await mkdtemp(join(settings.dataIn ?? tmpdir(), "brainwave-e2e-"));
  const url = `http://127.0.0.1:${port}`;
  const env = environment(settings, { port, dataDir });
  const logs: string[] = [];
  let child: Child | null = null;

  const end = async (signal: NodeJS.Signals): Promise<Ending> => {
    if (!child) return { code: 0, signal: null };
    const ending = await child.end(signal);
    logs.push(child.output());
    child = null;
    return ending;
  };

  const server: ServerProcess = {
    url,
    port,
    dataDir,
    pid: () => (child?.isRunning() ? child.pid : undefined),
    log: () => logs.join("") + (child?.output() ?? ""),
    async start() {
      if (child?.isRunning()) throw new Error("The server is running already");
      if (child) await end("SIGKILL");
      child = startChild(process.execPath, ["--import", "./server/setup/leash.mjs", "server/main.ts"], {
        env,
        // The channel is the leash: it tells the server that the test is gone.
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      });
      await untilReady(url, child);
    },
    async stop() {
      const { code, signal } = await end("SIGTERM");
      if (code !== 0) throw new Error(`The server closed with ${code ?? signal}:\n${tail(server.log())}`);
    },
    async restart() {
      await server.stop();
      await server.start();
    },
    kill: (signal = "SIGKILL") => end(signal),
    async close() {
      try {
        await server.stop();
      } finally {
        await rm(dataDir, { recursive: true, force: true });
      }
    },
  };

  try {
    await server.start();
  } catch (error) {
    await end("SIGKILL");
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
  return server;
}

function environment(settings: ServerSettings, own: { port: number; dataDir: string }): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NEXT_DIST_DIR: settings.distDir ?? ".next-test",
    HOST: "127.0.0.1",
    PORT: String(own.port),
    DATA_DIR: own.dataDir,
    // Empty means "not set" and wins over a `.env` of the person who runs the tests.
    REDIS_URL: settings.redisUrl ?? "",
    AGGREGATION_INTERVAL_SECONDS: String(settings.aggregationIntervalSeconds ?? ""),
    LOG_LEVEL: "info",
    // Playwright sets this one for itself, and it would colour the log.
    FORCE_COLOR: "0",
    ...settings.env,
  };
}

async function untilReady(url: string, child: Child, patienceMs = 45_000): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    if (!child.isRunning()) throw new Error(`The server ended before it was ready:\n${tail(child.output())}`);
    if (await isReady(url)) return;
    await sleep(50);
  }
  throw new Error(`The server was not ready after ${patienceMs} ms:\n${tail(child.output())}`);
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2000) });
    const body = (await response.json()) as { ready?: unknown };
    return response.status === 200 && body.ready === true;
  } catch {
    // Nothing listens yet.
    return false;
  }
}

const tail = (log: string) => log.trimEnd().split("\n").slice(-30).join("\n");
