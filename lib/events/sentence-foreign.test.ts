import fc from "fast-check";
import { expect, test } from "vitest";
import type { BrainEvent } from "./envelope.ts";
import { sentence } from "./sentence.ts";

const told = (type: string, payload: Record<string, unknown>): string => {
  const event: BrainEvent = {
    id: "e1",
    type,
    source: "s",
    target: null,
    timestamp: 0,
    payload,
    meta: {},
  };
  return sentence(event);
};

// Types of BRAiN's other modules, none of which this product has code for.
test.each<[type: string, payload: Record<string, unknown>, sentence: string]>([
  [
    "course.generation.requested",
    {
      course_id: "c_91",
      title: "Robot safety basics",
      description: "Everything a new operator must know",
      language: "en",
      target_audiences: ["operators", "trainers"],
      tenant_id: "t1",
      dry_run: false,
    },
    "Generation requested: Robot safety basics, course c_91, description Everything a new operator must know, language en",
  ],
  [
    "mission.failed",
    { mission_id: "m_2", retry_count: 3, policies: ["a"], branch_count: 2, query_count: 1, series_count: 1 },
    "Mission failed: mission m_2, 3 retries, 2 branches, 1 query",
  ],
  ["trace.started", { trace_id: "tr_1", started_at: 5 }, "Trace started: trace tr_1"],
  ["trace.moved", { trace_id: "tr_1", zone: "north" }, "Trace moved: zone north"],
  [
    "course.outline.created",
    { course_id: "c_91", modules_count: 5, total_lessons: 18, template_id: "tpl_default" },
    "Outline created: course c_91, template tpl_default, 5 modules, total lessons 18",
  ],
  [
    "course.lesson.generated",
    { course_id: "c_91", lesson_id: "l_3", lesson_title: "Emergency stop", content_length: 5210 },
    "Lesson generated: Emergency stop, course c_91, lesson l_3, content length 5,210",
  ],
  [
    "course.quiz.created",
    { course_id: "c_91", question_count: 12, question_ids: ["q1", "q2"] },
    "Quiz created: course c_91, 12 questions, 2 question ids",
  ],
  [
    "course.generation.completed",
    {
      course_id: "c_91",
      total_modules: 5,
      total_lessons: 18,
      full_lessons_generated: 18,
      quiz_questions_count: 12,
      evidence_pack_path: "/x",
      execution_time_seconds: 84.2,
    },
    "Generation completed: course c_91, total modules 5, total lessons 18, full lessons generated 18",
  ],
  [
    "course.generation.failed",
    {
      course_id: "c_91",
      error_message: "The model gave no outline",
      error_type: "ValueError",
      execution_time_seconds: 3.1,
    },
    "Generation failed: ValueError: The model gave no outline, course c_91, execution time 3.10 s",
  ],
  [
    "course.workflow.transitioned",
    {
      course_id: "c_91",
      from_state: "review",
      to_state: "publish_ready",
      transitioned_by: "admin",
      requires_approval: true,
    },
    "Workflow transitioned: review → publish ready, course c_91, transitioned by admin, requires approval",
  ],
  [
    "course.deployed.staging",
    { course_id: "c_91", staging_url: "https://staging.example/c_91", deployed_at: 1767225600 },
    "Deployed staging: course c_91, staging url https://staging.example/c_91",
  ],
  [
    "ir.approval_created",
    {
      approval_id: "appr_a1b2c3d4",
      tenant_id: "tenant_123",
      ir_hash: "sha256:abcd",
      ttl_seconds: 3600,
      expires_at: "2025-12-28T11:30:00Z",
      created_by: "admin_user",
      created_at: "x",
    },
    "Approval created: approval appr_a1b2c3d4, ttl 1 h 00 m, created by admin_user",
  ],
  [
    "ir.approval_consumed",
    {
      approval_id: "appr_a1b2c3d4",
      tenant_id: "t",
      ir_hash: "sha256:a",
      consumed_by: "admin_user",
      consumed_at: "x",
      time_to_consume_seconds: 900,
      was_expired: false,
    },
    "Approval consumed: approval appr_a1b2c3d4, time to consume 15 m 00 s, consumed by admin_user, not expired",
  ],
  [
    "ir.approval_invalid",
    {
      tenant_id: "t",
      ir_hash: "s",
      reason: "ir_hash_mismatch",
      attempted_by: "unknown_user",
      attempted_at: "x",
      approval_id: null,
    },
    "Approval invalid: ir hash mismatch, attempted by unknown_user",
  ],
  [
    "ir.validated_pass",
    {
      tenant_id: "t",
      request_id: "r",
      ir_hash: "s",
      risk_tier: 0,
      requires_approval: false,
      violations: [],
      validated_at: "x",
      step_count: 5,
    },
    "Validated pass: risk tier 0, 5 steps, requires approval: no, no violations",
  ],
  [
    "ir.validated_escalate",
    {
      tenant_id: "t",
      request_id: "r",
      ir_hash: "s",
      risk_tier: 2,
      requires_approval: true,
      violations: [],
      high_risk_steps: [{ step_index: 2 }],
      step_count: 5,
    },
    "Validated escalate: risk tier 2, 5 steps, requires approval, no violations",
  ],
  [
    "ir.validated_reject",
    {
      tenant_id: "t",
      request_id: "r",
      ir_hash: "s",
      risk_tier: 3,
      requires_approval: false,
      violations: [{ code: "X" }],
      step_count: 5,
    },
    "Validated reject: risk tier 3, 5 steps, requires approval: no, 1 violation",
  ],
  [
    "ir.dag_diff_failed",
    {
      tenant_id: "t",
      request_id: "r",
      ir_hash: "a",
      dag_hash: "b",
      step_count: 5,
      dag_node_count: 6,
      all_hashes_match: false,
      mismatch_details: { missing_ir_steps: [], extra_dag_nodes: [3], hash_mismatches: [{}] },
    },
    "Dag diff failed: 5 steps, 6 dag nodes, all hashes match: no, no missing ir steps",
  ],
  [
    "mission.created",
    { mission_id: "m_77", name: "Inspect hall B", priority: "high" },
    "Mission created: Inspect hall B, mission m_77, priority high",
  ],
  [
    "mission.completed",
    { mission_id: "m_77", duration_seconds: 412.5, tasks_completed: 9, success: true },
    "Mission completed: mission m_77, duration 6 m 53 s, tasks completed 9, success",
  ],
  [
    "mission.failed",
    { mission_id: "m_77", error: { type: "Timeout", message: "no robot answered" } },
    "Mission failed: Timeout: no robot answered, mission m_77",
  ],
  [
    "task.assigned",
    { task_id: "t_1", agent_id: "coder-1", mission_id: "m_77" },
    "Task assigned: task t_1, mission m_77",
  ],
  [
    "task.retrying",
    { task_id: "t_1", attempt: 2, max_attempts: 5, reason: "rate_limited" },
    "Task retrying: rate limited, task t_1, attempt 2, max attempts 5",
  ],
  [
    "agent.online",
    { agent_id: "coder-1", capabilities: ["code", "test"], version: "1.2" },
    "Agent online: version 1.2, 2 capabilities",
  ],
  [
    "agent.message",
    { message: { text: "I take hall B", kind: "offer" }, from: "coder-1", to: "planner" },
    "Agent message: coder-1 → planner, text I take hall B, kind offer",
  ],
  [
    "agent.heartbeat",
    { agent_id: "coder-1", cpu_percent: 41.5, memory_mb: 812, queue_size: 3 },
    "Agent heartbeat: cpu 41.5 %, memory 812 MB, queue size 3",
  ],
  [
    "policy.denied",
    {
      rule_id: "no-night-drive",
      agent_id: "coder-1",
      action: "drive",
      resource: "robot_7",
      reason: "outside_working_hours",
    },
    "Policy denied: outside working hours, action drive, rule no-night-drive, resource robot_7",
  ],
  [
    "policy.evaluated",
    { agent_id: "coder-1", result: "allow", policies_matched: ["p1", "p2", "p3"], evaluation_time_ms: 2.4 },
    "Policy evaluated: result allow, evaluation time 2.4 ms, policies matched: 3 values",
  ],
  [
    "immune.event_published",
    {
      event_id: 3,
      severity: "WARNING",
      type: "ERROR_SPIKE",
      message: "12 errors in 60 s in module planner",
      module: "planner",
      published_at: 1767225600,
    },
    "12 errors in 60 s in module planner",
  ],
  [
    "immune.self_protection_triggered",
    { action: "circuit_breaker_open", trigger: { type: "ERROR_SPIKE", count: 12 } },
    "Self protection triggered: action circuit breaker open, trigger count 12, trigger type ERROR_SPIKE",
  ],
  [
    "credits.allocated",
    {
      agent_id: "coder-1",
      amount: 50,
      currency: "credits",
      balance_before: 120,
      balance_after: 170,
      reason: "daily_grant",
    },
    "Credits allocated: balance 120 → 170, daily grant, amount 50 credits",
  ],
  [
    "credits.consumed",
    { agent_id: "coder-1", amount: 2.5, balance: 167.5, job: "plan" },
    "Credits consumed: amount 2.5, balance 167.5, job plan",
  ],
  [
    "system.health",
    {
      status: "degraded",
      components: { redis: { status: "up", latency_ms: 0.8 }, postgres: { status: "down" } },
    },
    "System health: status degraded, redis status up, postgres status down, latency 0.8 ms",
  ],
  [
    "system.maintenance",
    { starts_at: 1767225600, duration_minutes: 30, affects: ["api", "robots"] },
    "System maintenance: duration 30 m 00 s, 2 affects",
  ],
  [
    "governor.decision_made",
    {
      decision_id: "dec_1",
      decision: "approve_with_constraints",
      reason_code: "RISK_TIER",
      triggered_rules: ["C1", "E2"],
      quarantine: false,
    },
    "Decision made: decision approve with constraints, decision dec_1, reason code RISK_TIER, quarantine: no",
  ],
  [
    "supervisor.agent_restarted",
    {
      agent_id: "coder-1",
      restart_count: 3,
      previous_state: "crashed",
      new_state: "running",
      backoff_ms: 4000,
    },
    "Agent restarted: crashed → running, 3 restarts, backoff 4.00 s",
  ],
  [
    "fleet.rebalanced",
    { fleet_id: "north", robots_moved: 4, old_zone: "A", new_zone: "C" },
    "Fleet rebalanced: zone A → C, fleet north, robots moved 4",
  ],
  [
    "axe.chat_message_sent",
    { session_id: "s", user: "rada", tokens: 412, latency_ms: 1830 },
    "Chat message sent: tokens 412, latency 1.83 s, user rada",
  ],
  [
    "ethics.violation",
    { rule: "no_personal_data", severity: "CRITICAL", agent_id: "x" },
    "Ethics violation: rule no_personal_data, severity critical",
  ],
  [
    "threats.detected",
    {
      threat_id: "thr_9",
      type: "prompt_injection",
      severity: "HIGH",
      source_ip: "10.0.0.8",
      confidence: 0.93,
    },
    "Threats detected: threat thr_9, confidence 0.93, type prompt_injection, severity high",
  ],
  [
    "weather.gust_expected",
    { metres_per_second: [11.2, 14.8], until: null },
    "Gust expected: metres per second: 2 values",
  ],
  ["safety.zone_entered", { zone: "B", distance_m: 1.4 }, "Zone entered: zone B, distance 1.4 m"],
  ["a.b", {}, "A b"],
  [
    "distribution.published",
    { slug: "robot-safety", price_eur: 49, is_public: true },
    "Distribution published: price 49 EUR, slug robot-safety, public",
  ],
])("%s", (type, payload, words) => {
  expect(told(type, payload)).toBe(words);
});

test("what was nested deep, empty, null or no number is left out, never written as code", () => {
  expect(told("a.b", { deep: { deeper: { deepest: { x: 1 } } } })).toBe("A b");
  expect(told("a.b", { gone: null, blank: " ", odd: Number.NaN, map: {} })).toBe("A b");
});

test("whoever stands beside the sentence isn't named in it again, anybody else is", () => {
  expect(told("task.assigned", { agent_id: "a1", robot_id: "r1" })).toBe("Task assigned: robot r1");
});

test("one line of at most 160 characters, whatever comes", () => {
  expect(told("a.b", { message: "two\nlines and\u202e more" })).toBe("two lines and· more");
  const payloads = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }));
  const types = fc.oneof(fc.string(), fc.constantFrom("a.b", "course.workflow.transitioned", "system.alert"));
  fc.assert(
    fc.property(types, payloads, (type, payload) => {
      const words = told(type, payload as Record<string, unknown>);
      expect(words.length).toBeLessThanOrEqual(160);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what must not be there.
      expect(words).not.toMatch(/[\u0000-\u001f]|\[object|undefined|null, /);
    }),
    { numRuns: 1000 },
  );
});
