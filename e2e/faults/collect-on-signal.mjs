import { BroadcastChannel, isMainThread } from "node:worker_threads";

// Loaded into a gateway before its own code: on SIGUSR2 all of its threads collect their garbage, and the main thread
// says what it holds then.
const collect = () => globalThis.gc({ type: "major", execution: "sync", flavor: "last-resort" });

const threads = new BroadcastChannel("collect");
threads.onmessage = collect;
threads.unref();

if (isMainThread)
  process.on("SIGUSR2", () => {
    threads.postMessage(null);
    collect();
    const { heapUsed, external } = process.memoryUsage();
    process.stderr.write(`held ${heapUsed + external} bytes\n`);
  });
