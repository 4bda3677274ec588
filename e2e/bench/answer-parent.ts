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

/** Answers the bench's questions over the channel to the parent; `cpu` is known to every process. */
export function answerParent(answers: Record<string, (argument: never) => unknown>): void {
  const all: typeof answers = { cpu: cpuMicroseconds, ...answers };
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
