import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { freePort } from "#server/free-port.fixture";

export interface TestServer {
  port: number;
  url: string;
  /** Starts it again on the same port with the same data. */
  start(): Promise<void>;
  /** SIGKILL: what isn't in its append-only file is gone. */
  kill(): Promise<void>;
  /** SIGSTOP: the black hole, connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** How much it may hold: with 1 its memory is full, with 0 there is no limit. */
  setMaxMemory(bytes: number): Promise<void>;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

/** A real redis-server for tests: a free loopback port, a temporary folder, every write in its append-only file. */
export async function startTestServer(
  program = "redis-server",
  more: readonly string[] = [],
): Promise<TestServer> {
  const dir = mkdtempSync(join(tmpdir(), "brainwave-redis-"));
  const port = await freePort();
  const settings = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""];
  const args = ["--bind", "127.0.0.1", "--port", String(port), "--dir", dir, ...settings, ...more];
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
    await readyToAccept(child);
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    async setMaxMemory(bytes) {
      const outsider = new Redis(port, "127.0.0.1");
      await outsider.config("SET", "maxmemory", bytes);
      outsider.disconnect();
    },
    async close() {
      await kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function readyToAccept(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`redis-server ended with ${code}`)));
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes("Ready to accept connections")) resolve();
    });
  });
}
