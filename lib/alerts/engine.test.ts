import { expect, test } from "vitest";
import type { StoredEvent } from "../events/envelope.ts";
import { emptyState, fold } from "../fold.ts";
import { DEFAULT_RULES } from "./default-rules.ts";
import { createEngine, type EngineOptions } from "./engine.ts";
import type { Rule } from "./rules.ts";
import type { Transition } from "./track.ts";

const T0 = 1_800_000_000;
let count = 0;
/** An event that the stream took `seconds` after the beginning. */
function event(seconds: number, type: string, payload: Record<string, unknown>, source = "metrics_service") {
  count += 1;
  const stream_id = `${(T0 + seconds) * 1000}-${count}`;
  return {
    stream_id,
    id: `e${count}`,
    type,
    source,
    timestamp: T0 + seconds,
    payload,
  } as unknown as StoredEvent;
}
const job = { job_id: "aggregate_mission_metrics" };
const started = (s: number) => event(s, "metrics.aggregation_started", { ...job, started_at: T0 + s });
const completed = (s: number, duration_ms: number) =>
  event(s, "metrics.aggregation_completed", {
    ...job,
    completed_at: T0 + s,
    duration_ms,
    entries_processed: 1,
  });
const failed = (s: number) =>
  event(s, "metrics.aggregation_failed", { ...job, failed_at: T0 + s, error_type: "E", error_message: "no" });
const opened = (s: number, id: string, robot_id = "robot_1") =>
  event(
    s,
    "telemetry.connection_established",
    { robot_id, connection_id: id, connected_at: T0 + s },
    "telemetry",
  );
const closed = (s: number, id: string, seconds: number, reason = "heartbeat_timeout", robot_id = "robot_1") =>
  event(
    s,
    "telemetry.connection_closed",
    { robot_id, connection_id: id, duration_seconds: seconds, reason, disconnected_at: T0 + s },
    "telemetry",
  );

const only = (...ids: string[]): Rule[] => DEFAULT_RULES.filter(({ id }) => ids.includes(id));
const engineOf = (rules: readonly Rule[], more: Partial<EngineOptions> = {}) =>
  createEngine({ rules, state: emptyState, intervalSeconds: 30, lookingSince: T0, ...more });
const words = (told: readonly Transition[]) =>
  told.map(({ kind, at, alert }) => `${alert.rule_id} ${kind} ${Math.round((at - T0) * 1000) / 1000}`);

test("a run over 5,000 ms fires, one of exactly 5,000 ms doesn't, and a quick one clears", () => {
  const engine = engineOf(only("job_slow"));
  const told = engine.events([started(0), completed(5, 5_000), started(30), completed(36, 5_001)]);
  expect(told).toEqual([]);
  expect(words(engine.events([started(60), completed(61, 900), started(90)]))).toEqual([
    "job_slow fired 36",
    "job_slow cleared 61",
  ]);
});

test.each([
  ["job_late", 45],
  ["job_missed", 60],
])("%s fires beyond %d s without a start, and not at that second", (rule, limit) => {
  const engine = engineOf(only(rule));
  engine.events([started(0), completed(1, 900)]);
  expect(engine.tick(T0 + limit)).toEqual([]);
  expect(words(engine.tick(T0 + limit + 0.001))).toEqual([`${rule} fired ${limit}`]);
});

test("a start at the last moment keeps the job from being late", () => {
  const engine = engineOf(only("job_late"));
  expect(engine.events([started(0), completed(1, 900), started(45), completed(46, 900)])).toEqual([]);
  expect(engine.tick(T0 + 80)).toEqual([]);
});

test("a job that ran for long is late from its end on, not before", () => {
  const engine = engineOf(only("job_late", "job_missed"));
  engine.events([started(0), completed(50, 50_000)]);
  expect(words(engine.tick(T0 + 55))).toEqual(["job_late fired 50"]);
});

test("three failures in a row are critical, two are not", () => {
  const engine = engineOf(only("job_failing"));
  engine.events([started(0), failed(1), started(30), failed(31)]);
  expect(engine.tick(T0 + 59)).toEqual([]);
  engine.events([started(60), failed(61)]);
  const [fired] = engine.tick(T0 + 62);
  expect(fired?.alert).toMatchObject({ severity: "critical", value: 3, subject: { kind: "job" } });
});

test("a robot that is back within the pending time fires nothing", () => {
  const engine = engineOf(only("robot_dropped"));
  const told = engine.events([opened(0, "a"), closed(100, "a", 100), opened(109, "b")]);
  expect([...told, ...engine.tick(T0 + 1000)]).toEqual([]);
});

test("a thousand flaps of one robot are one alert", () => {
  const engine = engineOf(only("robot_dropped"));
  const told: Transition[] = [];
  for (let flap = 0; flap < 1000; flap++)
    told.push(...engine.events([opened(flap * 20, `c${flap}`), closed(flap * 20 + 5, `c${flap}`, 5)]));
  told.push(...engine.events([opened(20_000, "last")]), ...engine.tick(T0 + 30_000));
  expect(words(told)).toEqual(["robot_dropped fired 15", "robot_dropped cleared 20060"]);
  expect(told.at(-1)?.alert.flaps).toBe(999);
});

test("what comes back while it cools down is the same alert", () => {
  const engine = engineOf(only("robot_dropped"));
  const told = engine.events([
    opened(0, "a"),
    closed(100, "a", 100),
    opened(120, "b"),
    closed(300, "b", 180),
    opened(320, "c"),
  ]);
  told.push(...engine.tick(T0 + 2000));
  expect(words(told)).toEqual([
    "robot_dropped fired 110",
    "robot_dropped cleared 180",
    "robot_dropped reopened 310",
    "robot_dropped cleared 380",
  ]);
  expect(new Set(told.map(({ alert }) => alert.id)).size).toBe(1);
});

test("a robot that left, or that an operator put away, is none that was lost", () => {
  const engine = engineOf(only("robot_dropped"));
  engine.events([opened(0, "a"), closed(100, "a", 100, "client_disconnect")]);
  expect(engine.tick(T0 + 500)).toEqual([]);
});

test.each([
  ["battery_low", "battery_percentage", 20, 19.9, 24, 25],
  ["cpu_high", "cpu_usage", 90, 90.1, 86, 85],
])(
  "%s: the threshold is silent, beyond fires, and only the recovery value clears",
  (rule, metric, at, beyond, between, back) => {
    const engine = engineOf(only(rule));
    engine.events([opened(0, "a")]);
    const say = (value: number, s: number) => words(engine.sample("robot_1", { [metric]: value }, T0 + s));
    expect([...say(at, 1), ...say(at, 100)]).toEqual([]);
    expect([...say(beyond, 101), ...say(beyond, 116)]).toEqual([]);
    expect(say(beyond, 117)).toEqual([`${rule} fired 116`]);
    expect([...say(between, 118), ...say(between, 300)]).toEqual([]);
    expect([...say(back, 301), ...say(back, 361)]).toEqual([]);
    expect(say(back, 362)).toEqual([`${rule} cleared 361`]);
  },
);

test("of a robot that is gone nobody can say that its battery has recovered", () => {
  const engine = engineOf(only("battery_low"));
  engine.events([opened(0, "a")]);
  engine.sample("robot_1", { battery_percentage: 5 }, T0 + 1);
  expect(words(engine.tick(T0 + 20))).toEqual(["battery_low fired 16"]);
  engine.events([closed(30, "a", 30)]);
  expect(engine.tick(T0 + 5000)).toEqual([]);
  expect(engine.tracks()).toMatchObject([{ track: { is: "firing", no_data: true } }]);
});

test.each(["server_shutdown", "server_restart", "gateway_lost", "kicked", "replaced"])(
  "a connection that ended by %s says nothing of how short the robot's are",
  (ours) => {
    const engine = engineOf(only("connection_short"));
    engine.events([opened(0, "a"), closed(5, "a", 5, ours)]);
    expect(engine.tick(T0 + 10)).toEqual([]);
    engine.events([opened(20, "b"), closed(50, "b", 30), opened(60, "c"), closed(65, "c", 5, ours)]);
    const told = [...engine.tick(T0 + 700)];
    expect(words(told)).toEqual(["connection_short cleared 650"]);
    expect(told[0]?.alert).toMatchObject({ value: 30, flaps: 0 });
  },
);

test("who spoke every ten seconds is silent after a minute; who never had a habit is not", () => {
  const engine = engineOf(only("source_silent"));
  for (let n = 0; n < 30; n++) engine.events([event(n * 10, "x.y", {}, "planner")]);
  engine.events([event(295, "x.y", {}, "rare")]);
  expect(words(engine.tick(T0 + 1000))).toEqual(["source_silent fired 350"]);
});

test("robots that all connect at once are not a habit of their producer", () => {
  const engine = engineOf(only("source_silent"));
  for (let n = 0; n < 60; n++) engine.events([event(n, "x.y", {}, "telemetry_service")]);
  expect(engine.tick(T0 + 5000)).toEqual([]);
});

test("what was missing while nobody looked wakes nobody", () => {
  const before = engineOf(only("job_missed"));
  before.events([started(0), completed(1, 900)]);
  const engine = engineOf(only("job_missed"), { lookingSince: T0 + 3600 });
  engine.events([started(3590), completed(3591, 900)]);
  expect(engine.tick(T0 + 3649)).toEqual([]);
});

test("the same day gives the same alerts however it is cut, and whether or not the engine is started anew in its middle", () => {
  const day = script(2_000);
  const whole = engineOf(DEFAULT_RULES);
  const once = [...whole.events(day), ...whole.tick(T0 + 100_000)];
  expect(once.length).toBeGreaterThan(50);

  const one = engineOf(DEFAULT_RULES);
  const singly = day.flatMap((each) => one.events([each]));
  expect([...singly, ...one.tick(T0 + 100_000)]).toEqual(once);

  // How often a producer speaks is learned anew; everything else is in the state and the tracks.
  const rules = DEFAULT_RULES.filter(({ kind }) => kind !== "source_silent");
  const half = day.length / 2;
  const first = engineOf(rules);
  const before = first.events(day.slice(0, half));
  const second = engineOf(rules, {
    state: fold(emptyState, day.slice(0, half)),
    tracks: JSON.parse(JSON.stringify(first.tracks())),
  });
  const after = [...second.events(day.slice(half)), ...second.tick(T0 + 100_000)];
  expect([...before, ...after]).toEqual(once.filter(({ alert }) => alert.kind !== "source_silent"));
});

/** A seeded day: a job that is slow, fails and misses, and robots that come and go. */
function script(steps: number): StoredEvent[] {
  let seed = 42;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const events: StoredEvent[] = [];
  const open = new Map<string, number>();
  for (let step = 0, s = 0; step < steps; step++) {
    s += 10 + Math.floor(random() * 25) + (random() < 0.02 ? 120 : 0);
    const pick = random();
    const robot = `robot_${Math.floor(random() * 8)}`;
    const since = open.get(robot);
    if (pick < 0.5) {
      events.push(started(s));
      if (random() < 0.9) events.push(random() < 0.2 ? failed(s + 2) : completed(s + 2, random() * 6_000));
    } else if (since === undefined) {
      events.push(opened(s, `${robot} ${step}`, robot));
      open.set(robot, step);
    } else {
      events.push(
        closed(
          s,
          `${robot} ${since}`,
          10 + random() * 200,
          random() < 0.5 ? "transport_error" : "kicked",
          robot,
        ),
      );
      open.delete(robot);
    }
  }
  return events;
}
