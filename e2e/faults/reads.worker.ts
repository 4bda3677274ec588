import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";

/** Reads an address twenty times a second, apart from the dashboards, whose work is not the server's. */

const EVERY_MS = 50;
const tookMs: number[] = [];
let stopped = false;
parentPort?.once("message", () => {
  stopped = true;
});

while (!stopped) {
  const askedAt = performance.now();
  // A read that fails has taken too long, whatever it took.
  const ok = await fetch(workerData.url, { signal: AbortSignal.timeout(5_000) })
    .then(async (response) => (await response.text()).length > 0 && response.ok)
    .catch(() => false);
  const took = performance.now() - askedAt;
  tookMs.push(ok ? took : Number.POSITIVE_INFINITY);
  await sleep(Math.max(0, EVERY_MS - took));
}
parentPort?.postMessage(tookMs);
