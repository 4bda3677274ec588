import { setTimeout as sleep } from "node:timers/promises";
import { createLogger } from "#server/log";
import { openSamples } from "./index.ts";

// A program of its own, to be killed: one robot's sample each ten seconds of a clock that runs fast. Tells the time
// of each bucket that was over when a question was answered: questions come behind what is written. However late the
// end comes it stops at that many, so that none of its days outgrows what is kept so finely.
const BUCKETS = 500;
const dataDir = process.argv[2] ?? "";
const from = Number(process.argv[3]);
let now = from;
const samples = openSamples({
  dataDir,
  maxBytes: 1e9,
  logger: createLogger("silent"),
  now: () => now * 1000,
});

let ending = false;
process.on("SIGTERM", () => {
  ending = true;
});

while (!ending) {
  if (now >= from + 10 * BUCKETS) {
    await sleep(10);
    continue;
  }
  samples.add("a", { cpu: now % 100 }, now);
  const window = { from: now, to: now + 10, step: 10, level: 0 };
  await samples.reader.robot({ robotId: "a", metric: "cpu", window });
  process.stdout.write(`${now - 10}\n`);
  now += 10;
}
await samples.close();
process.stdout.write(`${now - 10}\n`);
