import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { withToken } from "#server/config";
import type { Logger } from "#server/log";

const SCRIPT = fileURLToPath(new URL("./main.ts", import.meta.url));
const STOP_WITHIN_MS = 3_000;

export interface DemoOptions {
  /** The server to play against. */
  url(): string;
  /** What it comes in with, until it ends. */
  lendToken(): { token: string; end(): void };
  /** From 0 (nothing goes wrong) to 1. */
  faultRate: number;
  logger: Logger;
  onChange(running: boolean): void;
}

export type Demo = ReturnType<typeof createDemo>;

/** The simulator as a child process: it uses the same public doors as everybody else, and can't slow the server. */
export function createDemo({ url, lendToken, faultRate, logger, onChange }: DemoOptions) {
  let child: ChildProcess | null = null;

  return {
    running: () => child !== null,
    start(): void {
      if (child) return;
      const lent = lendToken();
      const started = spawn(process.execPath, [SCRIPT, "--url", url(), "--fault-rate", String(faultRate)], {
        // Not among the arguments, which everybody on the machine can list.
        env: withToken(lent.token),
        stdio: ["ignore", "ignore", "pipe"],
      });
      child = started;
      started.stderr?.on("data", (text: Buffer) =>
        logger.warn({ text: String(text).slice(0, 2000) }, "simulator"),
      );
      started.on("error", (error) => logger.error({ reason: error.message }, "the simulator did not start"));
      started.on("close", (code) => {
        lent.end();
        if (child !== started) return;
        child = null;
        logger.info({ code }, "simulator ended");
        onChange(false);
      });
      logger.info({}, "simulator started");
      onChange(true);
    },
    /** Resolves when its robots have said good-bye. */
    async stop(): Promise<void> {
      const stopping = child;
      if (!stopping) return;
      const ended = new Promise((resolve) => stopping.once("close", resolve));
      stopping.kill("SIGTERM");
      const hard = setTimeout(() => stopping.kill("SIGKILL"), STOP_WITHIN_MS);
      await ended;
      clearTimeout(hard);
    },
  };
}
