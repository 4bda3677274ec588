import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../free-port.ts";
import { type BenchProcess, startProcess } from "./process.ts";

export interface Brainwave extends BenchProcess {
  port: number;
  url: string;
}

export interface BrainwaveOptions {
  redisUrl?: string;
  pinned?: boolean;
  /** With the limits that everybody has. Else as many robots as one likes may come from one address. */
  limited?: boolean;
  /** How far the live charts look back. */
  liveSeconds?: number;
}

const READY_WITHIN_MS = 45_000;

/** The real server in a process and a folder of its own, as `npm start` runs it. */
export async function startBrainwave({
  redisUrl,
  pinned,
  limited,
  liveSeconds,
}: BrainwaveOptions = {}): Promise<Brainwave> {
  const port = await freePort();
  const dataDir = await mkdtemp(join(tmpdir(), "brainwave-bench-"));
  const server = startProcess("server/main.ts", {
    imports: ["./brainwave-preload.ts"],
    pinned: pinned ?? true,
    env: {
      HOST: "127.0.0.1",
      PORT: String(port),
      DATA_DIR: dataDir,
      // Empty means "not set" and wins over a `.env`.
      REDIS_URL: redisUrl ?? "",
      LOG_LEVEL: "warn",
      ...(liveSeconds && { LIVE_SAMPLES_SECONDS: String(liveSeconds) }),
      // All robots of a bench come from one address.
      HANDSHAKES_PER_SECOND: limited ? "20" : "100000",
      NEXT_TELEMETRY_DISABLED: "1",
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(server, url);
  return {
    ...server,
    port,
    url,
    async end() {
      await server.end();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function untilReady(server: BenchProcess, url: string): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    // Throws when the process has ended, with what it said.
    await server.ask("cpu");
    const ready = await fetch(`${url}/api/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await sleep(50);
  }
  throw new Error("The server was not ready in time");
}
