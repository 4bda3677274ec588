import { expect, test } from "vitest";
import { createEvent } from "#lib/events/create";
import type { StoredEvent } from "#lib/events/envelope";
import { emptyState } from "#lib/fold";
import type { Outage } from "#lib/history/outage";
import { compareStreamIds } from "#lib/stream-id";
import type { Page, PageQuery } from "#server/history/port";
import { createWhatIf } from "./what-if.ts";

const NOW = 1_800_000_000;
const job_id = "aggregate_mission_metrics";

function run(secondsAgo: number, duration_ms: number): StoredEvent[] {
  const at = NOW - secondsAgo;
  const end = at + duration_ms / 1000;
  const done = { job_id, completed_at: end, duration_ms, entries_processed: 1 };
  return [
    createEvent("metrics.aggregation_started", { job_id, started_at: at }, at),
    createEvent("metrics.aggregation_completed", done, end),
  ].map((event) => ({ ...event, stream_id: `${Math.round(event.timestamp * 1000)}-0` }));
}

/** A history that has these events and gives three at once. */
function alertsOf(events: readonly StoredEvent[], outages: Outage[] = []) {
  const page = async ({ after, before }: PageQuery): Promise<Page> => {
    const fits = events.filter(
      ({ stream_id: id }) =>
        (!after || compareStreamIds(id, after) > 0) && (!before || compareStreamIds(id, before) < 0),
    );
    const found = fits.slice(0, 3);
    return { events: found, next: found.length < fits.length ? (found.at(-1)?.stream_id ?? null) : null };
  };
  return createWhatIf({
    page,
    state: () => emptyState,
    outages: async () => outages,
    samples: { robot: async () => [] },
    intervalSeconds: 30,
    now: () => NOW * 1000,
  });
}

const day = [
  ...run(600, 900),
  ...run(570, 6_000),
  ...run(540, 900),
  ...run(510, 7_000),
  ...run(480, 4_500),
  ...run(30, 8_000),
];

test("a rule is tried on the past: what fired, for how long, and how far beyond", async () => {
  const found = await alertsOf(day).whatIf({ kind: "job_slow", cooldown_seconds: 0 });
  expect(found).toMatchObject({ fired: 3, under_a_minute: 2, events: 12, complete: true, to: NOW });
  expect(found.alerts.map(({ worst, cleared_at }) => [worst, cleared_at === null])).toEqual([
    [8_000, true],
    [7_000, false],
    [6_000, false],
  ]);
});

test("says how far back events are held, where that is less than was asked for", async () => {
  expect(await alertsOf(day).whatIf({ kind: "job_slow" })).toMatchObject({
    from: NOW - 7 * 86_400,
    held_from: NOW - 600,
  });
  const window = { kind: "job_slow", from: NOW - 500 } as const;
  expect(await alertsOf(day).whatIf(window)).toMatchObject({ from: NOW - 500, held_from: NOW - 500 });
  expect(await alertsOf([]).whatIf(window)).toMatchObject({ held_from: NOW, events: 0 });
});

test("another threshold gives another answer, and the one it has no recovery of its own", async () => {
  const found = await alertsOf(day).whatIf({ kind: "job_slow", threshold: 7_500 });
  expect(found).toMatchObject({ fired: 1, rule: { threshold: 7_500, recovery: null, severity: "warning" } });
  expect(await alertsOf(day).whatIf({ kind: "job_slow", threshold: 4_000, scope: "other*" })).toMatchObject({
    fired: 0,
  });
});

test("only the window is looked at, and one that ends before it begins is refused", async () => {
  const { whatIf } = alertsOf(day);
  expect(await whatIf({ kind: "job_slow", from: NOW - 580, to: NOW - 545 })).toMatchObject({
    fired: 1,
    events: 2,
  });
  await expect(whatIf({ kind: "job_slow", from: NOW, to: NOW - 1 })).rejects.toMatchObject({
    code: "invalid",
  });
});

test("a job that wasn't there for minutes was missed once", async () => {
  const found = await alertsOf(day).whatIf({ kind: "job_missed" });
  expect(found).toMatchObject({ fired: 1 });
  expect(found.alerts[0]).toMatchObject({ since: NOW - 420, subject: { kind: "job", id: job_id } });
});

const away = (from: number, to: number | null): Outage => ({
  id: "o",
  cause: "server_down",
  from,
  to,
  filled: true,
  recovered: 0,
  missing: null,
});

test("runs that were missed because we were away are no job's fault", async () => {
  const gone = away(NOW - 470, NOW - 35);
  expect(await alertsOf(day, [gone]).whatIf({ kind: "job_missed" })).toMatchObject({ fired: 0 });
  // Who comes back and doesn't run for a minute is missed from then on.
  const short = away(NOW - 470, NOW - 200);
  const found = await alertsOf(day, [short]).whatIf({ kind: "job_missed" });
  expect(found.alerts).toMatchObject([{ since: NOW - 140 }]);
  // An outage that goes on to the end is one too.
  const lasting = away(NOW - 10, null);
  expect(await alertsOf(run(50, 900), [lasting]).whatIf({ kind: "job_late" })).toMatchObject({ fired: 0 });
});

test("a job is late until it is missed", async () => {
  const found = await alertsOf(day).whatIf({ kind: "job_late" });
  expect(found.alerts).toMatchObject([{ since: NOW - 435, cleared_at: NOW - 420 }]);
});
