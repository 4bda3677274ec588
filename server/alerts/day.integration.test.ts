import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { byTheRules } from "#lib/alerts/by-the-rules.fixture";
import type { AlertFired } from "#lib/alerts/events";
import { DAY_SECONDS, DAY_START, type DayEvent, scriptedDay } from "#lib/alerts/scripted-day.fixture";
import type { BrainEvent } from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import { compareStreamIds } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import { createReader } from "#server/events/reader";
import { startTailOnHistory, type TailOnHistory } from "#server/history/tail-on-history.fixture";
import { createLogger } from "#server/log";
import { openStore } from "#server/store/open";
import type { Lease, Store } from "#server/store/port";
import { startTerm, type Term } from "./term.ts";

const START_MS = DAY_START * 1000;
/** So many events are told, then everybody catches up. */
const AT_A_TIME = 250;

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

test("a scripted day with restarts in its middle tells exactly what the rules say of it, each once", async () => {
  let term = takeOver();
  tailTo(() => term);
  await term.begun;
  const day = scriptedDay(7).filter((one): one is DayEvent => "type" in one);
  for (let n = 0; n < day.length; n += AT_A_TIME) {
    let last = "";
    for (const { s, ...event } of day.slice(n, n + AT_A_TIME)) {
      clockMs = START_MS + s * 1000;
      last = await append({ ...event, timestamp: toSeconds(clockMs) });
    }
    await vi.waitFor(
      () => expect(compareStreamIds(running.tail.cursor().streamId, last)).toBeGreaterThanOrEqual(0),
      { timeout: 10_000, interval: 1 },
    );
    term.tick(toSeconds(clockMs) - 2);
    if (n % 2_000 === 0) {
      await term.end();
      term = takeOver();
      // The day goes on so fast that a moment would be a long absence.
      await term.begun;
    }
  }
  clockMs = START_MS + DAY_SECONDS * 1000;
  term.tick(toSeconds(clockMs));
  await term.end();
  const told = await toldAlerts();
  expect(told.map(brief).sort()).toEqual(byTheRules(day).map(briefRule).sort());
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
}, 120_000);

async function append(event: Pick<BrainEvent, "type" | "source" | "payload" | "timestamp">): Promise<string> {
  const id = crypto.randomUUID();
  const fields = toFields({ ...event, id, target: null, meta: {} });
  const [streamId = ""] = await store.log.append("events", [{ dedupId: id, fields }]);
  return streamId;
}

const brief = ({ type, timestamp, payload }: BrainEvent) => {
  const { rule_id, subject, flaps } = payload as AlertFired;
  return `${rule_id} ${subject.id} ${type} at ${timestamp - DAY_START}, flaps ${flaps}`;
};
const briefRule = ({ rule, subject, kind, at, flaps }: ReturnType<typeof byTheRules>[number]) =>
  `${rule} ${subject} alert.${kind} at ${at}, flaps ${flaps}`;

function tailTo(term: () => Term): void {
  running.tail.listen({ events: (_from, to, events) => term().events(events, to) });
}

async function toldAlerts(): Promise<BrainEvent[]> {
  const { events } = createReader({}).read(await store.log.range("events", { limit: 50_000 }));
  return events.filter(({ type }) => type.startsWith("alert."));
}
