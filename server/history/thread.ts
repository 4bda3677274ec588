import { type ResourceLimits, Worker } from "node:worker_threads";
import { AppError, type ErrorCode, messageOf } from "#lib/errors";

/** What a worker's file offers: named functions of one argument at most. Its values must survive structured cloning. */
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
    ...argument: Parameters<M[K]>
  ): Promise<Awaited<ReturnType<M[K]>>>;
  /** Ends it for good; what waits for an answer fails with "history_unavailable". */
  close(): Promise<void>;
}

/**
 * A worker thread whose methods are called like functions. It begins with the first call; one that dies fails what
 * waits, tells `onEnd` why, and is begun anew by the next call.
 */
export function createThread<M extends Methods>(
  file: URL,
  workerData: unknown,
  onEnd: (reason: string) => void = () => undefined,
  resourceLimits: ResourceLimits = {},
): Thread<M> {
  let running: Running | null = null;
  let closed = false;

  function start(): Running {
    const started = run(new Worker(file, { workerData, resourceLimits }), (reason) => {
      if (running === started) running = null;
      if (!closed) onEnd(reason);
    });
    return started;
  }

  return {
    call(method, ...[argument]) {
      if (closed) return Promise.reject(unavailable("it was closed"));
      running ??= start();
      return running.ask(method, argument) as Promise<never>;
    },
    async close() {
      closed = true;
      await running?.end("it was closed");
    },
  };
}

interface Running {
  ask(method: string, argument: unknown): Promise<unknown>;
  end(reason: string): Promise<void>;
}

function run(worker: Worker, onEnd: (reason: string) => void): Running {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let next = 1;
  let ended = false;

  function fail(reason: string): void {
    if (ended) return;
    ended = true;
    for (const { reject } of waiting.values()) reject(unavailable(reason));
    waiting.clear();
    onEnd(reason);
  }
  worker.on("message", ({ id, value, error }: Reply) => {
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error) caller?.reject(new AppError(error.code, error.message));
    else caller?.resolve(value);
  });
  worker.on("error", (error) => fail(messageOf(error)));
  worker.on("exit", () => fail("its thread ended"));

  return {
    ask(method, argument) {
      const id = next++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, method, argument } satisfies Question);
      });
    },
    async end(reason) {
      fail(reason);
      await worker.terminate();
    },
  };
}

const unavailable = (reason: string) =>
  new AppError("history_unavailable", `The history can't be read now: ${reason}`);
