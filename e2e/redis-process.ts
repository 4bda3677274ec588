import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { type Child, startChild } from "./child.ts";
import { freePort } from "./free-port.ts";

/** A real redis-server, or a sentinel, on a port and a folder of its own; its append-only file survives a restart. */
export interface RedisProcess {
  url: string;
  port: number;
  /** Where its files are. */
  folder: string;
  start(): Promise<void>;
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** What `redis-cli` prints for a command: the way of a program that knows nothing of Brainwave. */
  cli(...words: string[]): Promise<string>;
  close(): Promise<void>;
}

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export interface RedisSettings {
  /** It runs as a sentinel with these lines of configuration. */
  sentinel?: readonly string[];
  /** Further settings of a server. */
  server?: Readonly<Record<string, string | number>>;
}

/** @param program the redis-server to run, as the config found it */
export async function startRedis(
  program: string | null,
  { sentinel, server = {} }: RedisSettings = {},
): Promise<RedisProcess> {
  if (!program) throw new Error("There is no redis-server on this machine. `npm test` installs one.");
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "brainwave-redis-"));
  const beside = join(dirname(program), "redis-cli");
  const client = existsSync(beside) ? beside : "redis-cli";
  let child: Child | null = null;

  const redis: RedisProcess = {
    url: `redis://127.0.0.1:${port}`,
    port,
    folder,
    async start() {
      const place = { port, bind: "127.0.0.1", dir: folder };
      const settings = sentinel ? place : { ...place, appendonly: "yes", save: "", ...server };
      const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
      if (sentinel) {
        // It writes into its configuration what it learns, and so needs a file of its own.
        const config = join(folder, "sentinel.conf");
        if (!existsSync(config)) await writeFile(config, sentinel.join("\n"));
        args.unshift(config, "--sentinel");
      }
      child = startChild(program, args, { stdio: ["ignore", "pipe", "pipe"] });
      await untilItAnswers(redis, child);
    },
    async kill(signal = "SIGKILL") {
      await child?.end(signal);
    },
    async cli(...words) {
      const args = ["-p", String(port), ...words];
      const { stdout } = await promisify(execFile)(client, args, { maxBuffer: MAX_ANSWER_BYTES });
      return stdout.trimEnd();
    },
    async close() {
      await redis.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await redis.start();
  return redis;
}

async function untilItAnswers(redis: RedisProcess, child: Child, patienceMs = 15_000): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    if (!child.isRunning()) throw new Error(`redis-server ended at once:\n${child.output()}`);
    // It refuses connections at first, then says LOADING.
    if ((await redis.cli("PING").catch(() => "")) === "PONG") return;
    await sleep(20);
  }
  throw new Error(`redis-server did not answer after ${patienceMs} ms:\n${child.output()}`);
}
