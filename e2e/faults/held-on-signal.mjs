import { isMainThread } from "node:worker_threads";

// Loaded into a gateway before its own code: on SIGUSR2 it collects its garbage and says what is left.
if (isMainThread)
  process.on("SIGUSR2", () => {
    globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    process.stderr.write(`held ${heapUsed + external} bytes\n`);
  });
