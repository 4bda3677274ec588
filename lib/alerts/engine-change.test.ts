import { expect, test } from "vitest";
import { createEvent } from "../events/create.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { emptyState, fold } from "../fold.ts";
import { DEFAULT_RULES } from "./default-rules.ts";
import { createEngine, type EngineOptions } from "./engine.ts";
import type { Rule } from "./rules.ts";
import type { Transition } from "./track.ts";

const T0 = 1_800_000_000;
const job_id = "aggregate_mission_metrics";

function run(s: number, duration_ms = 900): StoredEvent[] {
  const [from, to] = [T0 + s, T0 + s + duration_ms / 1000];
  const done = { job_id, completed_at: to, duration_ms, entries_processed: 1 };
  return [
    createEvent("metrics.aggregation_started", { job_id, started_at: from }, from),
    createEvent("metrics.aggregation_completed", done, to),
  ].map((event) => ({ ...event, stream_id: `${Math.round(event.timestamp * 1000)}-0` }));
}

const only = (...ids: string[]): Rule[] => DEFAULT_RULES.filter(({ id }) => ids.includes(id));
const engineOf = (rules: readonly Rule[], more: Partial<EngineOptions> = {}) =>
  createEngine({ rules, state: emptyState, intervalSeconds: 30, lookingSince: T0, ...more });
const words = (told: readonly Transition[]) =>
  told.map(({ kind, at, alert }) => `${alert.rule_id} ${kind} ${Math.round((at - T0) * 1000) / 1000}`);

test("late hands over to missed: one word at a time", () => {
  const engine = engineOf(only("job_late", "job_missed"));
  engine.events(run(0));
  expect(words(engine.tick(T0 + 100))).toEqual([
    "job_late fired 45",
    "job_late cleared 60",
    "job_missed fired 60",
  ]);
  expect(words(engine.events(run(110)))).toEqual(["job_missed cleared 110"]);
});

test("without anybody who would call it missed it stays late", () => {
  const engine = engineOf(only("job_late"));
  engine.events(run(0));
  expect(words(engine.tick(T0 + 1_000))).toEqual(["job_late fired 45"]);
});

test("who was away misses nothing of that time, and what was found before stays found", () => {
  const engine = engineOf(only("job_late"));
  engine.events(run(0));
  engine.lookSince(T0 + 3_600);
  expect(engine.tick(T0 + 3_645)).toEqual([]);
  expect(words(engine.tick(T0 + 3_646))).toEqual(["job_late fired 3645"]);
  engine.lookSince(T0 + 9_000);
  expect(words(engine.tick(T0 + 9_020))).toEqual([]);
  expect(words(engine.events(run(9_030)))).toEqual(["job_late cleared 9030"]);
});

test("a changed rule holds for what comes next, and one that is gone leaves no alert behind", () => {
  const engine = engineOf(only("job_slow"));
  const [slow] = only("job_slow") as [Rule];
  engine.events(run(0, 3_000));
  expect(engine.change([{ ...slow, threshold: 2_000 }], T0 + 10)).toEqual([]);
  expect(words(engine.events(run(30, 3_000)))).toEqual(["job_slow fired 10"]);
  expect(words(engine.change([{ ...slow, enabled: false }], T0 + 40))).toEqual(["job_slow cleared 40"]);
  expect(engine.events(run(60, 9_000))).toEqual([]);
});

test("a threshold that is raised beyond what fires ends it, and so does a scope that leaves it out", () => {
  const [slow] = only("job_slow") as [Rule];
  const raised = engineOf([slow]);
  expect(words(raised.events(run(0, 6_000)))).toEqual([]);
  expect(words(raised.tick(T0 + 7))).toEqual(["job_slow fired 6"]);
  raised.change([{ ...slow, threshold: 8_000 }], T0 + 10);
  expect(words(raised.tick(T0 + 11))).toEqual(["job_slow cleared 10"]);
  const narrowed = engineOf([slow]);
  narrowed.events(run(0, 6_000));
  narrowed.tick(T0 + 7);
  expect(words(narrowed.change([{ ...slow, scope: "other*" }], T0 + 10))).toEqual(["job_slow cleared 10"]);
});

test("an engine that begins says nothing of what was wrong before it, and misses what doesn't come from then on", () => {
  const state = fold(emptyState, run(0, 9_000));
  const engine = engineOf(DEFAULT_RULES, { state, lookingSince: T0 + 1_000 });
  engine.begin(T0 + 1_000);
  expect(engine.tick(T0 + 1_045)).toEqual([]);
  expect(words(engine.tick(T0 + 1_050))).toEqual(["job_late fired 1045"]);
});

test("what is known from elsewhere takes the place of what was known here", () => {
  const engine = engineOf(only("battery_low"));
  const robot = { kind: "robot" as const, id: "r" };
  engine.sample("r", { battery_percentage: 5 }, T0 + 1);
  expect(words(engine.tick(T0 + 20))).toEqual(["battery_low fired 16"]);
  const saved = engine.tracks();
  engine.replace(robot, []);
  expect(engine.tracks()).toEqual([]);
  engine.replace(robot, saved);
  engine.sample("r", { battery_percentage: 80 }, T0 + 30);
  expect(words(engine.tick(T0 + 100))).toEqual(["battery_low cleared 90"]);
});

test("a habit that was learned before a restart is not learned anew", () => {
  const engine = engineOf(only("source_silent"));
  for (let n = 0; n < 30; n++) engine.events(run(n * 30));
  const next = engineOf(only("source_silent"), {
    tracks: JSON.parse(JSON.stringify(engine.tracks())),
    cadences: JSON.parse(JSON.stringify(engine.cadences())),
  });
  next.events(run(900));
  expect(words(next.tick(T0 + 2_000))).toEqual(
    words(engine.events(run(900)).concat(engine.tick(T0 + 2_000))),
  );
});

test("a robot whose gateway was lost has its time to come back from when that is told", () => {
  const engine = engineOf(only("robot_dropped"));
  const robot_id = "r";
  const at = (s: number, event: ReturnType<typeof createEvent>): StoredEvent => ({
    ...event,
    stream_id: `${(T0 + s) * 1000}-0`,
  });
  const opened = (s: number, connection_id: string) =>
    at(
      s,
      createEvent(
        "telemetry.connection_established",
        { robot_id, connection_id, connected_at: T0 + s },
        T0 + s,
      ),
    );
  const lost = at(
    160,
    createEvent(
      "telemetry.connection_closed",
      {
        robot_id,
        connection_id: "a",
        duration_seconds: 100,
        reason: "gateway_lost",
        disconnected_at: T0 + 100,
      },
      T0 + 160,
    ),
  );
  expect(engine.events([opened(0, "a"), lost, opened(170, "b")])).toEqual([]);
  const gone = engineOf(only("robot_dropped"));
  gone.events([opened(0, "a"), lost]);
  expect(words(gone.tick(T0 + 300))).toEqual(["robot_dropped fired 170"]);
});
