import { createEvent } from "#lib/events/create";
import { toFields } from "#lib/events/fields";
import { openStore } from "#server/store/open";
import { startTailOnHistory } from "./tail-on-history.fixture.ts";

/** Event ids of one append that was answered. */
export type Acknowledged = string[];

const AT_ONCE = 50;

// A program of its own, to be killed: a log, its tail and the history, and a producer that tells what was acknowledged.
const dataDir = process.argv[2] ?? "";
const store = await openStore({ dataDir });
const reading = await startTailOnHistory(store, dataDir);

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
await reading.written();
await reading.stop();
await store.close();
