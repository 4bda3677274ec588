import { Worker } from "node:worker_threads";
import { AppError, type ErrorCode, messageOf } from "#lib/errors";

/** What a worker's file offers: named functions of one argument. Both values must survive structured cloning. */
// biome-ignore lint/suspicious/noExplicitAny: each method has its own argument; callers see it through its type.
export type Methods = Record<string, (argument: any) => unknown>;

interface Question {
  id: number;
  method: string;
  argument: unknown;
}

interface Reply {
  id: number;
  value?: unknown;
  error?: { code: ErrorCode; message: string };
}

export interface Thread<M extends Methods> {
  call<K extends keyof M & string>(
    method: K,
    argument: Parameters<M[K]>[0],
  ): Promise<Awaited<ReturnType<M[K]>>>;
  /** Calls that have no answer yet. */
  waiting(): number;
  /** Ends the thread; what waits for an answer fails with "history_unavailable". */
  close(): Promise<void>;
}

/** A worker thread whose methods are called like functions. One that dies fails what waits and calls `onEnd`. */
export function startThread<M extends Methods>(
  file: URL,
  workerData: unknown,
  onEnd: (reason: string) => void = () => undefined,
): Thread<M> {
  const worker = new Worker(file, { workerData });
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  let next = 1;
  let ended: string | null = null;

  function end(reason: string): void {
    if (ended !== null) return;
    ended = reason;
    for (const { reject } of waiting.values()) reject(unavailable(reason));
    waiting.clear();
    onEnd(reason);
  }
  worker.on("message", ({ id, value, error }: Reply) => {
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error) caller?.reject(new AppError(error.code, error.message));
    else caller?.resolve(value as never);
  });
  worker.on("error", (error) => end(messageOf(error)));
  worker.on("exit", () => end("its thread ended"));

  return {
    call(method, argument) {
      if (ended !== null) return Promise.reject(unavailable(ended));
      const id = next++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, method, argument } satisfies Question);
      });
    },
    waiting: () => waiting.size,
    async close() {
      ended ??= "it was closed";
      await worker.terminate();
      for (const { reject } of waiting.values()) reject(unavailable(ended));
      waiting.clear();
    },
  };
}

const unavailable = (reason: string) =>
  new AppError("history_unavailable", `The history can't be read now: ${reason}`);
