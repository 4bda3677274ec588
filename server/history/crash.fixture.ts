import { createEvent } from "#lib/events/create";
import { toFields } from "#lib/events/fields";
import { startTail } from "#server/events/tail";
import { createLogger } from "#server/log";
import { openStore } from "#server/store/open";
import { openHistory } from "./index.ts";

/** Event ids of one append that was answered. */
export type Acknowledged = string[];

const AT_ONCE = 50;

// A program of its own, to be killed: a log, its tail and the history, and a producer that tells what was acknowledged.
const dataDir = process.argv[2] ?? "";
const logger = createLogger("silent");
const store = await openStore({ dataDir });
const decodeOptions = {};
const history = await openHistory({
  dataDir,
  log: store.log,
  logger,
  decodeOptions,
  retentionDays: 90,
  retentionBytes: null,
});
const { start, recentIds, ownOutage, archive } = history;
const known = async () => ({});
const tail = await startTail({
  log: store.log,
  logger,
  decodeOptions,
  start,
  recentIds,
  ownOutage,
  archive,
  known,
  recover: async () => null,
});

let ending = false;
process.on("SIGTERM", () => {
  ending = true;
});

while (!ending) {
  const events = Array.from({ length: AT_ONCE }, (_, n) =>
    createEvent("metrics.aggregation_started", { job_id: `job ${n % 5}`, started_at: 1 }, 1),
  );
  await store.log.append(
    "events",
    events.map((event) => ({ dedupId: event.id, fields: toFields(event) })),
  );
  process.stdout.write(`${JSON.stringify(events.map(({ id }) => id))}\n`);
}
const tip = await store.log.tip("events");
await history.reached(tip.streamId, 30_000);
await tail.close();
await history.close();
await store.close();
