import { monitorEventLoopDelay } from "node:perf_hooks";
import { heldBytes } from "./held.ts";

/** What the bench asks a process of its own: a name, an argument, and an answer. */
export interface Question {
  id: number;
  op: string;
  argument: unknown;
}

export type Reply = { id: number; value: unknown } | { id: number; error: string };

/** CPU time of this process since it began, all threads, in microseconds. */
const cpuMicroseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** What a timer of so many milliseconds comes later is the event loop's lag. */
const LAG_STEP_MS = 10;
const delays = monitorEventLoopDelay({ resolution: LAG_STEP_MS });

/** What every process knows of itself. */
const own: Record<string, () => unknown> = {
  cpu: cpuMicroseconds,
  rss: () => process.memoryUsage.rss(),
  held: heldBytes,
  watchLag() {
    delays.enable();
    delays.reset();
  },
  /** Milliseconds that 99 of 100 turns were late at most, since `watchLag`. */
  lag: () => Math.max(0, delays.percentile(99) / 1e6 - LAG_STEP_MS),
};

/** Answers the bench's questions over the channel to the parent, and those that every process knows. */
export function answerParent(answers: Record<string, (argument: never) => unknown>): void {
  const all: typeof answers = { ...own, ...answers };
  process.on("message", async ({ id, op, argument }: Question) => {
    let reply: Reply;
    try {
      reply = { id, value: (await all[op]?.(argument as never)) ?? null };
    } catch (error) {
      reply = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    process.send?.(reply);
  });
}

/** Ends this process in order when the bench says so, or is gone, however that ended. */
export function endWithParent(): void {
  process.on("disconnect", () => process.exit());
  process.on("SIGTERM", () => process.exit());
}
