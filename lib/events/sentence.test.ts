import { describe, expect, test } from "vitest";
import type { BrainEvent } from "./envelope.ts";
import { entityOf, isRoutine, reasonWords, sentence } from "./sentence.ts";

const event = (type: string, payload: Record<string, unknown>): BrainEvent => ({
  id: "e1",
  type,
  source: "s",
  target: null,
  timestamp: 0,
  payload,
  meta: {},
});

describe("sentence", () => {
  test.each([
    [
      "dna.snapshot_created",
      { snapshot_id: 1, agent_id: "a", version: 1, source: "manual", dna_size: 6, reason: "first try" },
      "Version 1 saved (manual, 6 keys): first try",
    ],
    [
      "dna.mutation_applied",
      { agent_id: "a", version: 4, mutation_keys: ["risk", "speed", "span", "hue"], traits_delta: {} },
      "Mutated to version 4 (risk, speed, span and 1 more)",
    ],
    ["dna.mutation_applied", { agent_id: "a", version: 4, mutation_keys: [] }, "Mutated to version 4"],
    [
      "dna.karma_updated",
      { agent_id: "a", version: 4, karma_score: 0.71, previous_score: 0.62, score_delta: 0.09 },
      "Karma 0.62 → 0.71 (+0.09) for version 4",
    ],
    ["dna.karma_updated", { agent_id: "a", version: 1, karma_score: 0 }, "Karma 0.00 for version 1"],
    ["metrics.aggregation_started", { job_id: "j", started_at: 0 }, "Run started"],
    [
      "metrics.aggregation_completed",
      { job_id: "j", duration_ms: 840, entries_processed: 1 },
      "Run completed in 840 ms, 1 entry",
    ],
    [
      "metrics.aggregation_failed",
      { job_id: "j", error_type: "Timeout", error_message: "no answer" },
      "Run failed with Timeout: no answer",
    ],
    ["telemetry.connection_established", { robot_id: "r", connection_id: "c" }, "Connected"],
    [
      "telemetry.connection_closed",
      { robot_id: "r", connection_id: "c", duration_seconds: 125, reason: "heartbeat_timeout" },
      "Disconnected after 2 m 05 s: it stopped answering",
    ],
    [
      "telemetry.connection_closed",
      { robot_id: "r", connection_id: "c", duration_seconds: 1 },
      "Disconnected after 1 s: no reason given",
    ],
    [
      "telemetry.metrics_published",
      { robot_id: "r", metrics: { cpu_usage: 41.4, battery_percentage: 0 } },
      "Metrics read: CPU 41 %, battery 0 %",
    ],
    [
      "telemetry.quality_measured",
      { grade: "poor", latency_ms: 412.4, jitter_ms: 80, probes: 12, missed_probes: 3 },
      "Connection quality poor: round trip 412 ms, jitter 80 ms, 3 of 12 probes missed",
    ],
    [
      "telemetry.robot_kicked",
      { connections: 2, reason: "firmware" },
      "Disconnected by an operator (2 connections): firmware",
    ],
    [
      "telemetry.robot_blocked",
      { blocked_at: 0, blocked_until: 600 },
      "Blocked by an operator for 10 m 00 s",
    ],
    ["telemetry.robot_unblocked", {}, "Let in again by an operator"],
    ["telemetry.robot_archived", {}, "Hidden by an operator until it comes back"],
    ["telemetry.robot_restored", {}, "Shown again by an operator"],
    ["telemetry.robot_noted", { note: "wheel replaced" }, "Note: wheel replaced"],
    ["telemetry.robot_noted", { note: "" }, "Note taken away"],
    [
      "alert.fired",
      { kind: "battery_low", severity: "warning", value: 12, threshold: 20 },
      "Warning: Battery 12 %, below 20 %",
    ],
    [
      "alert.reopened",
      { kind: "job_slow", severity: "critical", value: 6200, threshold: 5000 },
      "Critical alert, again: A run took 6,200 ms, more than 5,000 ms",
    ],
    [
      "alert.cleared",
      { kind: "robot_dropped", severity: "warning", fired_at: 100, cleared_at: 220 },
      "Over after 2 m 00 s: Dropped, and did not come back at once",
    ],
    ["alert.acknowledged", { note: "on it", by: "Ada" }, "Alert acknowledged by Ada: on it"],
    ["alert.snoozed", { snoozed_at: 0, until: 600 }, "Alert snoozed for 10 m 00 s"],
    ["alert.snoozed", { snoozed_at: 5, until: 5 }, "Alert no longer snoozed"],
    [
      "alert.muted",
      { subject: { kind: "robot", id: "r" }, until: null, muted_at: 0, reason: "moved" },
      "Alerts of robot r muted: moved",
    ],
    ["alert.unmuted", { subject: { kind: "robot", id: "r" } }, "Alerts of robot r no longer muted"],
    ["alert.rule_changed", { rule_id: "cpu_high", rule: null }, "Alert rule cpu_high set back"],
    [
      "alert.rule_changed",
      { rule_id: "cpu_high", rule: { enabled: false } },
      "Alert rule cpu_high switched off",
    ],
  ])("%s", (type, payload, text) => {
    expect(sentence(event(type, payload))).toBe(text);
  });

  test("an event's own message wins, and no text is endless", () => {
    expect(sentence(event("system.alert", { message: "disk full" }))).toBe("disk full");
    expect(sentence(event("system.alert", { message: "x ".repeat(9000) }))).toHaveLength(160);
    const failed = { job_id: "j", error_type: "E", error_message: "x".repeat(9000) };
    expect(sentence(event("metrics.aggregation_failed", failed))).toHaveLength(160);
  });

  test("a foreign reason is shown as it came", () => {
    expect(reasonWords("battery_died")).toBe("battery died");
    expect(reasonWords("toString")).toBe("toString");
  });
});

describe("entityOf", () => {
  test("finds whom an event is about, whatever its type", () => {
    expect(entityOf(event("dna.karma_updated", { agent_id: "a" }))).toEqual({ kind: "agent", id: "a" });
    expect(entityOf(event("x.y", { robot_id: "r" }))).toEqual({ kind: "robot", id: "r" });
    expect(entityOf(event("metrics.aggregation_started", { job_id: "j" }))).toEqual({ kind: "job", id: "j" });
    expect(entityOf(event("x.y", { robot_id: 7 }))).toBeNull();
  });
});

test("a failure is never routine", () => {
  expect(isRoutine("metrics.aggregation_completed")).toBe(true);
  expect(isRoutine("metrics.aggregation_failed")).toBe(false);
});
