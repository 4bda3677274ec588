import { once } from "node:events";
import { Worker } from "node:worker_threads";

export interface Reads {
  /** How many milliseconds each took; infinity for one that failed. */
  stop(): Promise<readonly number[]>;
}

/** Somebody who reads an address again and again, all through a fault. */
export function startReads(url: string): Reads {
  const worker = new Worker(new URL("./reads.worker.ts", import.meta.url), { workerData: { url } });
  const answered = once(worker, "message");
  return {
    async stop() {
      worker.postMessage("stop");
      const [tookMs] = await answered;
      return tookMs;
    },
  };
}
