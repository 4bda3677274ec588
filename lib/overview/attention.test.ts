import { describe, expect, test } from "vitest";
import { DEFAULT_RULES } from "../alerts/default-rules.ts";
import type { RuleKind } from "../alerts/kinds.ts";
import type { Subject } from "../alerts/track.ts";
import type { PayloadOf } from "../events/catalog.ts";
import { createEvent } from "../events/create.ts";
import type { StoredEvent } from "../events/envelope.ts";
import type { KnownType } from "../events/known.ts";
import { emptyState, fold } from "../fold.ts";
import { placeAt } from "../stream-id.ts";
import type { Proof } from "../telemetry/proof.ts";
import type { LatestSample } from "../telemetry/sample.ts";
import { ATTENTION_SHOWN, manyOf, needsAttention } from "./attention.ts";

const NOW = 1_000_000;
let sequence = 0;

function at<T extends KnownType>(seconds: number, type: T, payload: PayloadOf<T>): StoredEvent {
  return { ...createEvent(type, payload, seconds), stream_id: `${seconds * 1000}-${sequence++}` };
}

const job = "aggregate_mission_metrics";
const failedRun = (ago: number) => [
  at(NOW - ago, "metrics.aggregation_started", { job_id: job, started_at: NOW - ago }),
  at(NOW - ago, "metrics.aggregation_failed", {
    job_id: job,
    error_type: "Timeout",
    error_message: "no answer",
    failed_at: NOW - ago + 1,
  }),
];
const goodRun = (ago: number, durationMs = 800) => [
  at(NOW - ago, "metrics.aggregation_started", { job_id: job, started_at: NOW - ago }),
  at(NOW - ago, "metrics.aggregation_completed", {
    job_id: job,
    entries_processed: 3,
    duration_ms: durationMs,
    completed_at: NOW - ago + 1,
  }),
];
const failed = (job_id: string) => {
  const why = { error_type: "Timeout", error_message: "no answer", failed_at: NOW - 5 };
  return at(NOW - 5, "metrics.aggregation_failed", { job_id, ...why });
};
const connected = (robotId: string, ago = 100) =>
  at(NOW - ago, "telemetry.connection_established", {
    robot_id: robotId,
    connection_id: `c ${robotId}`,
    connected_at: NOW - ago,
  });
const closed = (robotId: string, reason: string, ago = 20) =>
  at(NOW - ago, "telemetry.connection_closed", {
    robot_id: robotId,
    connection_id: `c ${robotId}`,
    duration_seconds: 80,
    reason,
    disconnected_at: NOW - ago,
  });
const karma = (agentId: string, version: number, score: number) =>
  at(NOW - 10 + version, "dna.karma_updated", {
    snapshot_id: version,
    agent_id: agentId,
    version,
    karma_score: score,
    updated_at: NOW - 10 + version,
  });
const sample = (metrics: Record<string, number>): LatestSample => ({ metrics, received_at: NOW - 1 });

/** Rules that look at nobody: then the moment decides. */
const unruled = DEFAULT_RULES.map((rule) =>
  at(1, "alert.rule_changed", {
    rule_id: rule.id,
    rule: { ...rule, scope: "nobody" },
    changed_at: 1,
  }),
);

/** By the moment alone unless rules are asked for. */
function attention(
  events: StoredEvent[],
  samples: [string, LatestSample][] | null = [],
  proof: Proof | null = null,
  rules: StoredEvent[] = unruled,
) {
  return needsAttention({
    state: fold(emptyState, [...rules, ...events]),
    samples: samples && new Map(samples),
    proof,
    now: NOW,
    intervalSeconds: 30,
  });
}
const told = (events: StoredEvent[], samples: [string, LatestSample][] | null = []) =>
  attention(events, samples).items.map(({ state, subject, words }) => `${state} ${subject}: ${words}`);

describe("the job", () => {
  test("says nothing while it runs as it should", () => {
    expect(told(goodRun(10))).toEqual([]);
    expect(told([])).toEqual([]);
  });

  test("a failed run names its error", () => {
    expect(told(failedRun(5))).toEqual([`failed ${job}: Its last run failed. Timeout: no answer`]);
  });

  test("three failures in a row come before everything else", () => {
    const stuck = [190, 160, 130, 100].map((ago) =>
      at(NOW - ago, "metrics.aggregation_started", { job_id: "other", started_at: NOW - ago }),
    );
    const lines = told([...stuck, ...failedRun(65), ...failedRun(35), ...failedRun(5)]);
    expect(lines[0]).toBe(`failed ${job}: Failed 3 times in a row. Timeout: no answer`);
    expect(lines[1]).toBe("stuck other: Started 1 m 40 s ago and has not ended");
  });

  test("counts the starts that did not come", () => {
    expect(told(goodRun(100))).toEqual([
      `missed ${job}: Missed 2 runs: last started 1 m 40 s ago, expected every 30 s`,
    ]);
  });

  test("late and slow are words of their own; exactly 5,000 ms is not slow", () => {
    expect(told(goodRun(50))).toEqual([`late ${job}: Last started 50 s ago, expected every 30 s`]);
    expect(told(goodRun(5, 5400))).toEqual([`slow ${job}: Its last run took 5.40 s, over 5.00 s`]);
    expect(told(goodRun(5, 5000))).toEqual([]);
  });
});

test("a foreign job is not late before its cadence has shown", () => {
  const once = at(NOW - 500, "metrics.aggregation_started", { job_id: "nightly", started_at: NOW - 500 });
  expect(told([once])).toEqual([]);
});

describe("robots", () => {
  test("a robot that said goodbye needs nobody, a lost one does", () => {
    expect(told([connected("r1"), closed("r1", "client_disconnect")])).toEqual([]);
    expect(told([connected("r1"), closed("r1", "heartbeat_timeout")])).toEqual([
      "dropped r1: Gone: it stopped answering",
    ]);
  });

  test("connected but silent is stale", () => {
    expect(told([connected("r1", 60)], [["r1", { metrics: {}, received_at: NOW - 34 }]])).toEqual([
      "stale r1: Connected, but silent for 34 s",
    ]);
  });

  test("thresholds are strict", () => {
    const fine = sample({ battery_percentage: 20, cpu_usage: 90 });
    const bad = sample({ battery_percentage: 19.9, cpu_usage: 90.1 });
    expect(told([connected("r1")], [["r1", fine]])).toEqual([]);
    expect(told([connected("r1")], [["r1", bad]])).toEqual([
      "warning r1: Battery at 19 %",
      "warning r1: CPU at 91 %",
    ]);
  });

  test("a robot that is still not heard of, long after the server began, is told; right after it isn't", () => {
    const proof = { place: "0-0", gateways: [], streamWentOn: false };
    const since = (seconds: number) =>
      attention([connected("r1", 900)], [], { ...proof, place: placeAt(NOW - 100), since: NOW - seconds })
        .items;
    expect(since(31)).toMatchObject([
      { state: "unknown", subject: "r1", words: "Connected before Brainwave started, not heard of since" },
    ]);
    expect(since(30)).toEqual([]);
  });

  test("what a robot said before it was away is no warning about how it is", () => {
    const old: LatestSample = { metrics: { battery_percentage: 5, cpu_usage: 99 }, received_at: NOW - 3600 };
    expect(told([connected("r1")], [["r1", old]])).toEqual([]);
    expect(told([connected("r1"), closed("r1", "client_disconnect")], [["r1", old]])).toEqual([]);
  });

  test("an empty battery is a value, a missing one is not", () => {
    expect(told([connected("r1")], [["r1", sample({ battery_percentage: 0 })]])).toEqual([
      "warning r1: Battery at 0 %",
    ]);
    expect(told([connected("r1")], [["r1", sample({})]])).toEqual([]);
  });

  test("says nothing about robots before their samples are here", () => {
    expect(told([connected("r1")], null)).toEqual([]);
  });

  test("many that drop within seconds are one line", () => {
    const ids = ["r1", "r2", "r3", "r4"];
    const events = ids.flatMap((id, i) => [connected(id), closed(id, "transport_error", 10 + i)]);
    expect(told(events)).toEqual(["dropped 4 robots dropped within 3 s: r1, r2 and 2 more"]);
    expect(attention(events).items[0]?.target).toEqual({ kind: "robot", id: null });
  });
});

describe("agents", () => {
  test("a fall by more than 0.1 is told, a wobble is not", () => {
    expect(told([karma("a", 1, 0.8), karma("a", 2, 0.75)])).toEqual([]);
    expect(told([karma("a", 1, 0.8), karma("a", 2, 0.55)])).toEqual([
      "regressed a: Karma fell by 0.25 to 0.55, version 2",
    ]);
  });
});

test("a fall is told of the version that was scored, also when a newer one waits for its score", () => {
  const saved = at(NOW - 5, "dna.snapshot_created", {
    snapshot_id: 3,
    agent_id: "a",
    version: 3,
    source: "system",
    parent_snapshot_id: 1,
    dna_size: 1,
    traits_count: 0,
    created_at: NOW - 5,
  });
  expect(told([karma("a", 1, 0.8), karma("a", 2, 0.55), saved])).toEqual([
    "regressed a: Karma fell by 0.25 to 0.55, version 2",
  ]);
});

test("at most seven lines, the worst first, and the number of all", () => {
  const robots = ["r1", "r2"].flatMap((id) => [connected(id), closed(id, "transport_error")]);
  const weak = ["r3", "r4"].map((id): [string, LatestSample] => [
    id,
    sample({ battery_percentage: 5, cpu_usage: 99 }),
  ]);
  const events = [...["x", "y", "z"].map(failed), ...robots, connected("r3"), connected("r4")];
  const found = attention(events, weak);
  expect(found.total).toBe(9);
  expect(found.items).toHaveLength(ATTENTION_SHOWN);
  expect(found.items.map(({ state }) => state)).toEqual([
    "failed",
    "failed",
    "failed",
    "dropped",
    "dropped",
    "warning",
    "warning",
  ]);
});

describe("where more than seven need attention", () => {
  const agents = ["a", "b"].flatMap((id) => [karma(id, 1, 0.9), karma(id, 2, 0.2)]);
  const robots = ["r1", "r2"].flatMap((id) => [connected(id), closed(id, "transport_error")]);
  const weak = ["r3", "r4"].map((id): [string, LatestSample] => [
    id,
    sample({ battery_percentage: 5, cpu_usage: 99 }),
  ]);
  const fleet = [...robots, connected("r3"), connected("r4")];

  test("each kind in trouble has a line: the worst agent in the place of the least urgent robot", () => {
    const { items, total } = attention([...failedRun(5), ...fleet, ...agents], weak);
    expect(total).toBe(9);
    expect(items.map(({ state }) => state)).toEqual([
      "failed",
      "dropped",
      "dropped",
      "warning",
      "warning",
      "warning",
      "regressed",
    ]);
    expect(items.at(-1)?.subject).toBe("a");
  });

  test("many jobs leave room for the robots and the agents", () => {
    const jobs = Array.from({ length: 9 }, (_, n) => failed(`job_${n}`));
    const { items, total } = attention([...jobs, ...fleet, ...agents], weak);
    expect(total).toBe(17);
    expect(items.slice(0, 5).every(({ target }) => target.kind === "job")).toBe(true);
    expect(items.slice(5).map(({ state, subject }) => `${state} ${subject}`)).toEqual([
      expect.stringMatching(/^dropped r/),
      "regressed a",
    ]);
  });
});

test("narrowed to a stretch of time it tells what began in it, wherever that stands among all", () => {
  const events = [...failedRun(5), connected("r1", 400), closed("r1", "transport_error", 300)];
  const state = fold(emptyState, [...unruled, ...events]);
  const input = { state, samples: new Map(), now: NOW, intervalSeconds: 30, proof: null };
  const window = { from: NOW - 310, to: NOW - 290 };
  expect(needsAttention({ ...input, window }).items.map(({ subject }) => subject)).toEqual(["r1"]);
  expect(needsAttention(input).total).toBe(2);
});

describe("where there is a rule, its alerts decide", () => {
  const fired = (kind: RuleKind, subject: Subject, value = 1, ago = 5) =>
    at(NOW - ago, "alert.fired", {
      alert_id: `${kind} ${subject.id}`,
      rule_id: kind,
      kind,
      severity: "warning",
      subject,
      since: NOW - ago,
      fired_at: NOW - ago,
      value,
      threshold: 0,
      worst: value,
      flaps: 0,
      shown_by: null,
    });
  const robot = (id: string): Subject => ({ kind: "robot", id });
  const ruled = (events: StoredEvent[], samples: [string, LatestSample][] = []) =>
    attention(events, samples, null, []).items;
  const words = (events: StoredEvent[], samples?: [string, LatestSample][]) =>
    ruled(events, samples).map(({ state, subject, words }) => `${state} ${subject}: ${words}`);

  test("what holds at the moment and doesn't fire is not told: the page of alerts doesn't tell it either", () => {
    const low = sample({ battery_percentage: 5, cpu_usage: 99 });
    const events = [...failedRun(5), connected("r1"), connected("r2"), closed("r2", "transport_error")];
    expect(ruled([...events, karma("a", 1, 0.8), karma("a", 2, 0.3)], [["r1", low]])).toEqual([]);
  });

  test("what fires is told in the words of the moment, with the time since when", () => {
    const low = sample({ battery_percentage: 5 });
    const events = [connected("r1"), fired("battery_low", robot("r1"), 19, 40)];
    expect(ruled(events, [["r1", low]])).toMatchObject([
      { state: "warning", subject: "r1", words: "Battery at 5 %", since: NOW - 40 },
    ]);
  });

  test("what fires is told until it is cleared, also where the moment says otherwise", () => {
    const fine = sample({ battery_percentage: 21 });
    const events = [connected("r1"), fired("battery_low", robot("r1"), 19)];
    expect(words(events, [["r1", fine]])).toEqual(["warning r1: Battery 19 %, below 0 %"]);
    const running = at(NOW - 1, "metrics.aggregation_started", { job_id: job, started_at: NOW - 1 });
    expect(words([...failedRun(30), fired("job_failed", { kind: "job", id: job }), running])).toEqual([
      `failed ${job}: Its last run failed. Timeout: no answer`,
    ]);
  });

  test("a job with several alerts is one line, its worst", () => {
    const subject: Subject = { kind: "job", id: job };
    const runs = [...failedRun(65), ...failedRun(35), ...failedRun(5)];
    expect(words([...runs, fired("job_failed", subject), fired("job_failing", subject, 3)])).toEqual([
      `failed ${job}: Failed 3 times in a row. Timeout: no answer`,
    ]);
  });

  test("an agent that sank in small steps is told by its alert, and one that fell is told once", () => {
    const alert = fired("karma_fallen", { kind: "agent", id: "a" }, 0.09);
    expect(words([karma("a", 1, 0.8), karma("a", 2, 0.75), karma("a", 3, 0.71), alert])).toEqual([
      expect.stringMatching(/^regressed a: .*0\.09/),
    ]);
    expect(words([karma("a", 1, 0.8), karma("a", 2, 0.55), alert])).toEqual([
      "regressed a: Karma fell by 0.25 to 0.55, version 2",
    ]);
  });

  test("an alert that somebody looks after is told no more", () => {
    const seen = at(NOW - 1, "alert.acknowledged", {
      alert_id: "robot_dropped r1",
      rule_id: "robot_dropped",
      subject: robot("r1"),
      acknowledged_at: NOW - 1,
    });
    const events = [connected("r1"), closed("r1", "transport_error"), fired("robot_dropped", robot("r1"))];
    expect(words(events)).toEqual(["dropped r1: Gone: the connection broke"]);
    expect(words([...events, seen])).toEqual([]);
  });

  test("a robot that is back before its alert is over isn't said to be gone", () => {
    const dropped = [connected("r1"), closed("r1", "transport_error"), fired("robot_dropped", robot("r1"))];
    expect(words([...dropped, connected("r1", 3)])).toEqual([
      "dropped r1: Dropped, and is back: over once it has stayed",
    ]);
  });

  test("many of a kind are one line", () => {
    const events = ["r1", "r2", "r3"].map((id) => fired("latency_high", robot(id), 300));
    expect(words(events)).toEqual(["warning 3 robots slow to answer: r1, r2 and 1 more"]);
  });

  test("a matter that no rule looks at is told by the moment", () => {
    expect(words([connected("r1", 60)], [["r1", { metrics: {}, received_at: NOW - 34 }]])).toEqual([
      "stale r1: Connected, but silent for 34 s",
    ]);
  });

  test("a rule that is switched off decides too: nobody wants to hear of it", () => {
    const off = DEFAULT_RULES.filter(({ kind }) => kind === "job_failed").map((rule) =>
      at(1, "alert.rule_changed", { rule_id: rule.id, rule: { ...rule, enabled: false }, changed_at: 1 }),
    );
    expect(attention(failedRun(5), [], null, off).items).toEqual([]);
  });
});

test("a line of several names them all by its key, however few are left of them", () => {
  const low = (count: number): [string, LatestSample][] =>
    Array.from({ length: count }, (_, place) => [`r${place}`, sample({ battery_percentage: 5 })]);
  const robots = Array.from({ length: 5 }, (_, place) => connected(`r${place}`));
  const input = (samples: [string, LatestSample][]) => ({
    state: fold(emptyState, [...unruled, ...robots]),
    samples: new Map(samples),
    proof: null,
    now: NOW,
    intervalSeconds: 30,
  });
  const [line] = needsAttention(input(low(4))).items;
  expect(line).toMatchObject({ subject: "4 robots low on battery", target: { kind: "robot", id: null } });
  const many = (count: number) => manyOf(input(low(count)), line?.key ?? "");
  expect(many(4)).toEqual({ words: "robots low on battery", subjects: ["r0", "r1", "r2", "r3"] });
  expect(many(1)?.subjects).toEqual(["r0"]);
  expect(many(0)).toBeNull();
});

test("a line of one is found by its key, too", () => {
  const silent = fold(emptyState, [
    at(NOW - 5, "alert.fired", {
      alert_id: "source_silent planner",
      rule_id: "source_silent",
      kind: "source_silent",
      severity: "warning",
      subject: { kind: "source", id: "planner" },
      since: NOW - 5,
      fired_at: NOW - 5,
      value: 60,
      threshold: 10,
      worst: 60,
      flaps: 0,
      shown_by: null,
    }),
  ]);
  const input = { state: silent, samples: new Map(), proof: null, now: NOW, intervalSeconds: 30 };
  const [line] = needsAttention(input).items;
  expect(line?.target).toEqual({ kind: "source", id: "planner" });
  const all = { words: "sources fell silent", subjects: ["planner"] };
  expect(manyOf(input, line?.key ?? "")).toEqual(all);
  expect(manyOf(input, "source_silent")).toEqual(all);
});

test("robots that dropped together are told apart from those that dropped alone", () => {
  const names = ["a", "b", "c", "d"];
  const events = [...names.map((id) => connected(id)), ...names.map((id) => closed(id, "heartbeat_timeout"))];
  const alone = [connected("e"), closed("e", "heartbeat_timeout", 90)];
  const input = {
    state: fold(emptyState, [...unruled, ...alone, ...events]),
    samples: new Map<string, LatestSample>(),
    proof: null,
    now: NOW,
    intervalSeconds: 30,
  };
  const line = needsAttention(input).items.find(({ target }) => target.id === null);
  expect(manyOf(input, line?.key ?? "")).toEqual({ words: "robots dropped at once", subjects: names });
  expect(manyOf(input, "robot_dropped")?.subjects).toEqual(["e"]);
});
