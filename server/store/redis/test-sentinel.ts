import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#server/free-port.fixture";

export interface TestSentinel {
  port: number;
  close(): Promise<void>;
}

/** A real sentinel that watches over a primary on this machine as `mymaster`, alone and in a hurry. */
export async function startTestSentinel(program: string, primaryPort: number): Promise<TestSentinel> {
  const dir = mkdtempSync(join(tmpdir(), "brainwave-sentinel-"));
  const port = await freePort();
  const config = join(dir, "sentinel.conf");
  const lines = [
    `port ${port}`,
    "bind 127.0.0.1",
    `dir ${dir}`,
    `sentinel monitor mymaster 127.0.0.1 ${primaryPort} 1`,
    "sentinel down-after-milliseconds mymaster 500",
    "sentinel failover-timeout mymaster 3000",
  ];
  // It writes into its configuration what it learns.
  writeFileSync(config, lines.join("\n"));
  const child = spawn(program, [config, "--sentinel"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The sentinel ended with ${code}`)));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes("+monitor master mymaster")) resolve();
    });
  });
  return {
    port,
    async close() {
      child.kill("SIGKILL");
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
