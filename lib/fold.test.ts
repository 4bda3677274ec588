import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEvent } from "./events/create.ts";
import type { BrainEvent, StoredEvent } from "./events/envelope.ts";
import { FEED_KEPT } from "./events/feed.ts";
import { emptyState, fold, fromWire, toWire } from "./fold.ts";

let sequence = 0;
const at = (event: BrainEvent, second = 1000): StoredEvent => ({
  stream_id: `${second * 1000}-${sequence++}`,
  ...event,
});
const snapshot = (agent: string, version: number, id = version) =>
  at(
    createEvent(
      "dna.snapshot_created",
      {
        snapshot_id: id,
        agent_id: agent,
        version,
        source: "manual",
        parent_snapshot_id: null,
        created_at: 1,
      },
      1,
    ),
  );
const mutation = (agent: string, version: number) =>
  at(
    createEvent(
      "dna.mutation_applied",
      {
        snapshot_id: version,
        agent_id: agent,
        version,
        parent_snapshot_id: version - 1,
        mutation_keys: ["k"],
        traits_delta: {},
        created_at: 2,
      },
      2,
    ),
  );
const karma = (agent: string, version: number, score: number) =>
  at(
    createEvent(
      "dna.karma_updated",
      { snapshot_id: version, agent_id: agent, version, karma_score: score, updated_at: 3 },
      3,
    ),
  );
const started = (second: number) =>
  at(createEvent("metrics.aggregation_started", { job_id: "j", started_at: second }, second), second);
const completed = (second: number) =>
  at(
    createEvent(
      "metrics.aggregation_completed",
      { job_id: "j", entries_processed: 4, duration_ms: 1500, completed_at: second },
      second,
    ),
    second,
  );
const failed = (second: number, more: { started_at?: number } = {}) =>
  at(
    createEvent(
      "metrics.aggregation_failed",
      { job_id: "j", error_message: "m", error_type: "T", failed_at: second, ...more },
      second,
    ),
    second,
  );
const opened = (robot: string, connection: string, second = 10) =>
  at(
    createEvent(
      "telemetry.connection_established",
      { robot_id: robot, connection_id: connection, connected_at: second },
      second,
    ),
    second,
  );
const closed = (robot: string, connection: string, second = 20) =>
  at(
    createEvent(
      "telemetry.connection_closed",
      {
        robot_id: robot,
        connection_id: connection,
        duration_seconds: 10,
        reason: "client_disconnect",
        disconnected_at: second,
      },
      second,
    ),
    second,
  );

const agentOf = (events: StoredEvent[]) => fold(emptyState, events).dna.agents.get("a");
const jobOf = (events: StoredEvent[]) => fold(emptyState, events).metrics.jobs.get("j");
const robotOf = (events: StoredEvent[]) => fold(emptyState, events).telemetry.robots.get("r");

describe("agents", () => {
  test("a mutation carries its parent's karma until it is scored itself", () => {
    const before = agentOf([snapshot("a", 1), karma("a", 1, 0.7), mutation("a", 2)]);
    expect(before?.versions.at(-1)).toMatchObject({
      version: 2,
      kind: "mutation",
      karma: 0.7,
      evaluated: false,
    });
    const after = agentOf([snapshot("a", 1), karma("a", 1, 0.7), mutation("a", 2), karma("a", 2, 0.9)]);
    expect(after?.versions.at(-1)).toMatchObject({ karma: 0.9, evaluated: true });
    expect(after?.best_karma).toBe(0.9);
  });

  test("karma of a version that was never seen still shows the agent", () => {
    expect(agentOf([karma("a", 4, 0.6)])?.versions).toMatchObject([
      { version: 4, kind: "unknown", karma: 0.6 },
    ]);
  });

  test("versions stay in order, whatever order their events came in", () => {
    expect(
      agentOf([snapshot("a", 3), snapshot("a", 1), mutation("a", 2)])?.versions.map((one) => one.version),
    ).toEqual([1, 2, 3]);
  });
});

describe("runs", () => {
  test("start and end are paired by job and order", () => {
    expect(jobOf([started(100), completed(102)])?.runs).toMatchObject([
      { status: "completed", started_at: 100, ended_at: 102, duration_ms: 1500 },
    ]);
  });

  test("a start that is followed by another start was lost", () => {
    expect(jobOf([started(100), started(130)])?.runs.map((run) => run.status)).toEqual(["lost", "running"]);
  });

  test("a failed run's duration is derived, and failures in a row are counted", () => {
    const job = jobOf([started(100), failed(103), started(130), failed(131)]);
    expect(job?.runs[0]).toMatchObject({ status: "failed", derived_duration_ms: 3000 });
    expect(job?.consecutive_failures).toBe(2);
    expect(jobOf([failed(1), started(2), completed(3)])?.consecutive_failures).toBe(0);
  });

  test("a run that fails when its job was run elsewhere meanwhile is one run, and no failure of what came after it", () => {
    const late = (at: number, startedAt: number) => failed(at, { started_at: startedAt });
    const runs = (events: StoredEvent[]) =>
      jobOf(events)?.runs.map(({ status, started_at }) => [status, started_at]);
    const elsewhere = [started(100), started(130), completed(132)];
    expect(runs([...elsewhere, late(140, 100)])).toEqual([
      ["failed", 100],
      ["completed", 130],
    ]);
    expect(jobOf([...elsewhere, late(140, 100)])?.consecutive_failures).toBe(0);
    const running = [started(100), started(130), late(131, 100)];
    expect(runs(running)).toEqual([
      ["failed", 100],
      ["running", 130],
    ]);
    expect(jobOf(running)?.consecutive_failures).toBe(1);
  });

  test("an end without a start is a run of its own with an unknown start", () => {
    expect(jobOf([failed(5)])?.runs).toMatchObject([{ started_at: null, derived_duration_ms: null }]);
  });
});

describe("robots", () => {
  test("a robot stays connected while one of its two connections is open", () => {
    expect(robotOf([opened("r", "c1"), opened("r", "c2"), closed("r", "c1")])?.connections).toHaveLength(1);
    expect(
      robotOf([opened("r", "c1"), opened("r", "c2"), closed("r", "c1"), closed("r", "c2")])?.connections,
    ).toEqual([]);
  });

  test("an end whose opening was never seen is a session with a derived start", () => {
    expect(robotOf([closed("r", "c1", 20)])?.sessions).toMatchObject([
      { connected_at: 10, duration_seconds: 10 },
    ]);
  });

  test("the same event twice changes nothing", () => {
    const once = [opened("r", "c1"), closed("r", "c1")];
    const [first, second] = once as [StoredEvent, StoredEvent];
    expect(robotOf([first, first, second, second])).toEqual(robotOf(once));
  });
});

describe("the fold", () => {
  const any = fc.constantFrom(
    () => snapshot("a", 1),
    () => mutation("__proto__", 2),
    () => karma("a", 1, 0.4),
    () => started(50),
    () => completed(51),
    () => opened("r", "c"),
    () => closed("r", "c"),
    () => at({ ...karma("a", 1, 1), type: "course.workflow.transitioned" }),
  );
  const events = fc.array(any, { maxLength: 40 }).map((makers) => makers.map((make) => make()));

  test("a prefix and then the rest gives what the whole gives", () => {
    fc.assert(
      fc.property(events, fc.nat(40), (all, cut) => {
        expect(fold(fold(emptyState, all.slice(0, cut)), all.slice(cut))).toEqual(fold(emptyState, all));
      }),
    );
  });

  test("a state that went over the wire is the same state", () => {
    fc.assert(
      fc.property(events, (all) => {
        const state = fold(emptyState, all);
        expect(fromWire(JSON.parse(JSON.stringify(toWire(state))))).toEqual(state);
      }),
    );
  });

  test("does not change the state it was given", () => {
    const before = fold(emptyState, [snapshot("a", 1)]);
    const copy = structuredClone(before);
    fold(before, [mutation("a", 2), opened("r", "c"), started(1)]);
    expect(before).toEqual(copy);
  });

  test("shares what no event touched", () => {
    const before = fold(emptyState, [snapshot("a", 1), opened("r", "c")]);
    const after = fold(before, [started(1)]);
    expect(after.dna).toBe(before.dna);
    expect(after.telemetry).toBe(before.telemetry);
  });

  test("keeps a bounded number of events, and counts all of them", () => {
    const many = Array.from({ length: FEED_KEPT + 50 }, () => started(1));
    const { feed } = fold(emptyState, many);
    expect(feed.recent).toHaveLength(FEED_KEPT);
    expect(feed.recent.at(-1)).toBe(many.at(-1));
    expect(feed.total).toBe(FEED_KEPT + 50);
  });
});
