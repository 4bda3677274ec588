import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DEFAULT_RULES } from "#lib/alerts/default-rules";
import { createEngine } from "#lib/alerts/engine";
import { createEvent } from "#lib/events/create";
import type { BrainEvent, StoredEvent } from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import { emptyState } from "#lib/fold";
import { compareStreamIds } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import { createReader } from "#server/events/reader";
import { startTailOnHistory, type TailOnHistory } from "#server/history/tail-on-history.fixture";
import { createLogger } from "#server/log";
import { openStore } from "#server/store/open";
import type { Lease, Store } from "#server/store/port";
import { startTerm, type Term } from "./term.ts";
import { toldEvent } from "./told.ts";

const job_id = "aggregate_mission_metrics";
const START_MS = 1_800_000_000_000;

let dataDir: string;
let store: Store;
let running: TailOnHistory;
let clockMs: number;

beforeEach(async () => {
  clockMs = START_MS;
  vi.spyOn(Date, "now").mockImplementation(() => clockMs);
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  store = await openStore({ dataDir });
  running = await startTailOnHistory(store, dataDir);
});
afterEach(async () => {
  await running.stop();
  await store.close();
  rmSync(dataDir, { recursive: true });
  vi.restoreAllMocks();
});

/** A holder's time. Its lease would run out between two events of a day that passes in seconds: it isn't asked for. */
function takeOver(): Term {
  const { commit, ...records } = store.records;
  const { tail, history } = running;
  return startTerm({
    lease: {} as Lease,
    records: { ...records, commit: ({ fence: _, ...rest }) => commit(rest) },
    tail,
    history: { stateAt: history.reader.stateAt, page: history.reader.page, reached: history.reached },
    intervalSeconds: 30,
    clock: () => toSeconds(clockMs),
    onOvertaken: () => {
      throw new Error("overtaken");
    },
    logger: createLogger("silent"),
  });
}

test("a scripted day with restarts in its middle tells exactly what its events say, each once", async () => {
  let term = takeOver();
  tailTo(() => term);
  await term.begun;
  const day = script(500);
  for (const [index, { s, make }] of day.entries()) {
    clockMs = START_MS + s * 1000;
    const event = make(toSeconds(clockMs));
    const [id = ""] = await store.log.append("events", [{ dedupId: event.id, fields: toFields(event) }]);
    await vi.waitFor(
      () => expect(compareStreamIds(running.tail.cursor().streamId, id)).toBeGreaterThanOrEqual(0),
      { timeout: 5_000, interval: 1 },
    );
    term.tick(toSeconds(clockMs) - 2);
    if (index % 170 === 169) {
      await term.end();
      term = takeOver();
      // The day goes on so fast that a moment would be a long absence.
      await term.begun;
    }
  }
  await term.end();
  const { events, told } = await read();
  const engine = createEngine({
    rules: DEFAULT_RULES,
    state: emptyState,
    intervalSeconds: 30,
    lookingSince: toSeconds(START_MS),
  });
  const expected = [...engine.events(events), ...engine.tick(toSeconds(clockMs) - 2)].map(toldEvent);
  expect(expected.length).toBeGreaterThan(40);
  expect(told.map(brief).sort()).toEqual(expected.map(brief).sort());
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
});

const brief = ({ id, type, payload }: BrainEvent) => `${type} ${payload.alert_id} ${payload.flaps} ${id}`;

function tailTo(term: () => Term): void {
  running.tail.listen({ events: (_from, to, events) => term().events(events, to) });
}

/** The day's events, and the alerts' own. */
async function read(): Promise<{ events: StoredEvent[]; told: StoredEvent[] }> {
  const { events } = createReader({}).read(await store.log.range("events", { limit: 10_000 }));
  const isTold = ({ type }: StoredEvent) => type.startsWith("alert.");
  return { events: events.filter((event) => !isTold(event)), told: events.filter(isTold) };
}

/** A seeded day: a job that is slow, fails and misses, robots that come and go, and a producer that falls silent. */
function script(steps: number) {
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const open = new Map<string, string>();
  const day: { s: number; make(at: number): BrainEvent }[] = [];
  for (let step = 0, s = 0; step < steps; step++) {
    s += 5 + Math.floor(random() * 20) + (random() < 0.03 ? 120 : 0);
    const pick = random();
    const robot_id = `robot_${Math.floor(random() * 6)}`;
    const connection_id = open.get(robot_id);
    const [duration_ms, seconds] = [random() * 6_500, 20 + random() * 200];
    if (pick < 0.3)
      day.push({
        s,
        make: (at) => createEvent("metrics.aggregation_started", { job_id, started_at: at }, at),
      });
    else if (pick < 0.5) {
      const end = { job_id, entries_processed: 1, duration_ms };
      day.push({
        s,
        make: (at) => createEvent("metrics.aggregation_completed", { ...end, completed_at: at }, at),
      });
    } else if (pick < 0.6) {
      const end = { job_id, error_message: "no answer", error_type: "Timeout" };
      day.push({ s, make: (at) => createEvent("metrics.aggregation_failed", { ...end, failed_at: at }, at) });
    } else if (connection_id === undefined) {
      const id = `${robot_id} ${step}`;
      open.set(robot_id, id);
      const begin = { robot_id, connection_id: id };
      day.push({
        s,
        make: (at) => createEvent("telemetry.connection_established", { ...begin, connected_at: at }, at),
      });
    } else {
      open.delete(robot_id);
      const reason = random() < 0.6 ? "transport_error" : "client_disconnect";
      const end = { robot_id, connection_id, duration_seconds: seconds, reason };
      day.push({
        s,
        make: (at) => createEvent("telemetry.connection_closed", { ...end, disconnected_at: at }, at),
      });
    }
  }
  return day;
}
