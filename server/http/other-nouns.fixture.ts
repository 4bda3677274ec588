import type { Credentials, Token } from "#lib/access/api";
import { DEFAULT_RULES } from "#lib/alerts/default-rules";
import type { Rule } from "#lib/alerts/rules";
import { reportOf } from "#lib/doctor/summary";
import { AppError } from "#lib/errors";
import { emptyState, toWire } from "#lib/fold";
import { fleetSessions } from "#lib/telemetry/fleet-sessions";
import type { Services } from "#server/services";
import { json } from "./errors.ts";

const AT = "2026-05-01T12:00:00.000Z";

const EVENT = {
  stream_id: "1-0",
  id: "e",
  type: "a.b",
  source: "s",
  target: null,
  timestamp: 1.5,
  payload: { x: 1 },
  meta: {},
};

const ROBOT = {
  robot_id: "r1",
  state: "online" as const,
  since: AT,
  reason: null,
  connections: 1,
  metrics: { cpu_usage: 5, custom: 1 },
  last_sample_at: AT,
  first_seen_at: AT,
  note: null,
  blocked_until: null,
  archived_at: null,
  usual_interval_seconds: 1,
  clock_skew_seconds: null,
};

const REMARKS = { note: null, blocked_until: null, archived_at: null, closed: 0 };

const SUBJECT = { kind: "robot" as const, id: "r1" };
const MUTE = { subject: SUBJECT, muted_at: 4, until: null, reason: null, by: null };
const ALERT = {
  alert_id: "battery_low.robot.1.r1",
  state: "active" as const,
  rule_id: "battery_low",
  kind: "battery_low" as const,
  severity: "warning" as const,
  subject: SUBJECT,
  words: "Battery 12 %, below 20 %",
  since: 1,
  fired_at: 2,
  reopened_at: null,
  cleared_at: null,
  value: 12,
  threshold: 20,
  worst: 11,
  flaps: 0,
  shown_by: null,
  stream_id: "2-0",
  acknowledged: null,
  snoozed_until: null,
  no_data: false,
  quiet: false,
};

const CHANNEL = {
  id: "c1",
  type: "slack" as const,
  name: "the night shift",
  severity: "info" as const,
  address: "https://hooks.example.com",
  signed: false,
  created_at: 1,
};
const DELIVERY = {
  id: "d1",
  channel_id: "c1",
  kind: "test" as const,
  sentence: "A test message from Brainwave",
  alerts: 0,
  state: "failed" as const,
  attempts: 1,
  created_at: 1,
  attempted_at: 2,
  next_at: null,
  status: 500,
  problem: "answered 500",
};

const TOKEN: Token = {
  key_id: "abcDEF12",
  role: "robot",
  robots: "robot_*",
  label: null,
  state: "valid",
  created_at: AT,
  created_by: "ada",
  expires_at: null,
  revoked_at: null,
};

const CREDENTIALS: Credentials = {
  access: "on",
  users: [{ name: "ada", role: "admin", provider: null, created_at: AT, sessions: 1 }],
  tokens: [TOKEN],
  sessions: [{ id: "s", user: "ada", address: "127.0.0.1", created_at: AT, seen_at: AT, current: true }],
};

/** Small stand-ins for the services that the API's own tests don't exercise: one typical answer each. */
export const otherNouns = {
  access: {
    permit: async () => ({ kind: "everyone" }),
    account: () => ({ access: "off", name: null, role: null }),
    credentials: () => CREDENTIALS,
    logIn: async () => json({ access: "on", name: "ada", role: "admin" }),
    setUp: async () => json({ access: "on", name: "ada", role: "admin" }),
    provider: () => null,
    beginSignIn: async () => new Response(null, { status: 303, headers: { location: "/login" } }),
    finishSignIn: async () => new Response("<p>", { headers: { "content-type": "text/html" } }),
    logOut: async () => json({}),
    changePassword: async () => json({ access: "on", name: "ada", role: "admin" }),
    createUser: async () => CREDENTIALS,
    changeUser: async () => CREDENTIALS,
    removeUser: async () => CREDENTIALS,
    createToken: async () => ({ ...TOKEN, token: "bw_abcDEF12_secret" }),
    revokeToken: async () => CREDENTIALS,
    endSession: async () => CREDENTIALS,
  },
  metrics: {
    jobs: () => ({
      jobs: [
        {
          job_id: "aggregate_mission_metrics",
          state: "ok",
          interval_seconds: 30,
          last_started_at: AT,
          next_run_at: AT,
          consecutive_failures: 0,
          runs: [],
        },
      ],
    }),
    async run(jobId) {
      if (jobId !== "aggregate_mission_metrics") throw new AppError("not_found", `Job ${jobId} is not known`);
      return {
        job_id: jobId,
        status: "completed",
        started_at: AT,
        ended_at: AT,
        duration_ms: 3.5,
        entries_processed: 7,
        error_type: null,
        error_message: null,
      };
    },
    missions: () => ({ counts: { completed: 7 }, total: 7, unreadable: 0 }),
    addMissions: async (request) => ({
      accepted: [request].flat().map((_, index) => ({ stream_id: `1-${index}` })),
    }),
  },
  telemetry: {
    info: () => ({ name: "Fleet Telemetry System", version: "1", features: [], active_connections: 0 }),
    robots: () => ({
      robots: [ROBOT],
      total: 1,
      counts: { online: 1, stale: 0, unknown: 0, offline: 0 },
      next: null,
    }),
    robot: () => ROBOT,
    sessions: async (robot_id) => ({
      robot_id,
      open: [{ connection_id: "c2", connected_at: 9 }],
      sessions: [
        {
          robot_id,
          connection_id: "c",
          connected_at: 1,
          disconnected_at: 4,
          duration_seconds: 3,
          reason: null,
          stream_id: "1-0",
        },
      ],
      next: null,
    }),
    fleetSessions: async () => ({ ...fleetSessions([], [], { from: 0, to: 60 }), complete: true }),
    history: async (robot_id, { metric, from = 0, to = 60, step = 10 }) => ({
      robot_id,
      metric,
      from,
      to,
      step_seconds: step,
      points: [{ at: from, min: 1, mean: 2, max: 4, last: 3, count: 5 }],
    }),
    fleetHistory: async ({ metric, from = 0, to = 60, step = 10 }) => ({
      metric,
      from,
      to,
      step_seconds: step,
      robots: 1,
      points: [{ at: from, robots: 1, min: 1, p10: 2, median: 2, p90: 2, max: 4 }],
      outliers: [{ robot_id: "r1", distance: 1, points: [{ at: from, mean: 2 }] }],
    }),
    disconnect: async (robot_id) => ({ ...REMARKS, robot_id, closed: 1 }),
    block: async (robot_id) => ({ ...REMARKS, robot_id, blocked_until: AT }),
    unblock: async (robot_id) => ({ ...REMARKS, robot_id }),
    archive: async (robot_id) => ({ ...REMARKS, robot_id, archived_at: AT }),
    restore: async (robot_id) => ({ ...REMARKS, robot_id }),
    note: async (robot_id, { note }) => ({ ...REMARKS, robot_id, note: note || null }),
    robotMetrics(robot_id) {
      if (robot_id !== "r1") throw new AppError("not_found", `Robot ${robot_id} has never been seen`);
      return {
        robot_id,
        cpu_usage: 5,
        memory_usage: null,
        network_latency_ms: null,
        battery_percentage: null,
      };
    },
  },
  events: {
    list: async () => ({
      events: [EVENT],
      next: null,
    }),
    append: async (request) => ({
      accepted: [request].flat().map(({ id }, index) => ({ id: id ?? "made", stream_id: `1-${index}` })),
    }),
  },
  doctor: {
    report: async () => reportOf([], 0),
    quarantine: async () => ({
      total: 1,
      entries: [
        { stream_id: "1-0", field: "payload", reason: "is missing", fields: {}, whole: true, seen_at: 1.5 },
      ],
      next: null,
    }),
    retry: async ({ stream_ids = [] }) => ({
      retried: stream_ids.length,
      readable: stream_ids.length,
      still_unreadable: 0,
      problems: [],
    }),
    drop: async ({ stream_ids = [] }) => ({ dropped: stream_ids.length }),
  },
  alerts: {
    list: () => ({
      alerts: [ALERT],
      incidents: [],
      mutes: [MUTE],
      counts: { active: 1, acknowledged: 0, quiet: 0 },
    }),
    acknowledge: async (_, { note = null, by = null }) => ({ ...ALERT, acknowledged: { at: 5, by, note } }),
    snooze: async (_, { seconds }) => ({ ...ALERT, snoozed_until: 5 + seconds, quiet: true }),
    mute: async ({ subject }) => ({ ...MUTE, subject }),
    unmute: async (subject) => ({ ...MUTE, subject }),
    rules: () => ({ rules: [...DEFAULT_RULES], changed: [] }),
    putRule: async (id, request) => ({ rule: { ...request, id } }),
    resetRule: async () => ({ rule: null }),
    channels: async () => ({ channels: [CHANNEL] }),
    addChannel: async ({ type, name, severity }) => ({ ...CHANNEL, type, name, severity }),
    removeChannel: async (id) => ({ ...CHANNEL, id }),
    testChannel: async (channel_id) => ({ ...DELIVERY, channel_id }),
    deliveries: async () => ({ deliveries: [DELIVERY] }),
    whatIf: async ({ kind, from = 0, to = 60 }) => ({
      rule: { ...(DEFAULT_RULES[0] as Rule), kind },
      from,
      held_from: from,
      to,
      events: 0,
      complete: true,
      fired: 0,
      exact: true,
      under_a_minute: 0,
      alerts: [],
    }),
  },
  streams: {
    report: async () => ({
      store: "sqlite",
      at: 1_777_636_800,
      streams: [
        {
          name: "events",
          holds: "events",
          length: 3,
          keeps: 100_000,
          first_id: "1777636800000-0",
          newest_id: "1777636801000-0",
          last_id: "1777636801000-0",
          removed: 0,
          bytes: 900,
          groups: [],
          problem: null,
        },
      ],
      file: { bytes: 4096, wal_bytes: 0, free_bytes: 0 },
    }),
  },
  history: {
    histogram: async () => ({
      from: 60,
      bucket_seconds: 60,
      types: ["a.b"],
      buckets: [
        [1, 0],
        [2, 1],
      ],
      total: 4,
      complete: true,
      counted_from: 61.5,
      newest: "119000-0",
    }),
    fields: async () => ({
      fields: [
        { name: "type", kind: "text", types: [] },
        { name: "duration_ms", kind: "number", types: ["a.b"] },
      ],
      types: [{ type: "a.b", events: 4 }],
      events: 4,
      newest: "1-0",
    }),
    values: async () => ({ values: ["a.b"] }),
    event: async ({ stream_id }) => ({ event: { ...EVENT, stream_id }, older: null, newer: "2-0" }),
    export: async ({ format }) => new Response(`an export as ${format}`),
    state: async ({ at }) => ({
      at: "seconds" in at ? at.seconds : 0,
      cursor: { epoch: "e", streamId: "1-0", eventId: "e" },
      state: toWire(emptyState),
      replayed: 0,
    }),
    outages: async () => ({
      outages: [
        { id: "o", cause: "server_down", from: 1, to: null, filled: false, recovered: 0, missing: null },
      ],
    }),
    capsule: async ({ from, to, redact = [] }) =>
      new Response(`a capsule of ${from} to ${to} without ${redact}`),
    report: async () => ({
      state: "ok",
      problem: null,
      events: 1,
      since: 1,
      until: 2,
      behind: 0,
      bytes: 4096,
      bytes_per_day: null,
      free_bytes: 1e9,
      retention_days: 90,
      retention_bytes: null,
      outages: 0,
      samples: { bytes: 4096, retention_bytes: 20e9 },
    }),
  },
  live: {
    state: () => emptyState,
    samples: () => new Map(),
    proof: () => ({ since: 0, place: "0-0", gateways: [], streamWentOn: true }),
    picture: () => ({
      jsonText: JSON.stringify({
        welcome: { now: 1 },
        link: { up: true },
        saving: { up: true },
        proof: {},
        snapshot: { state: {}, cursor: { streamId: "0-0" } },
      }),
    }),
  },
  health: {
    report: async () => ({
      status: "degraded",
      ready: false,
      live: true,
      boot_id: "boot",
      version: "1",
      store: { kind: "sqlite", up: false, latency_ms: null, saves: false },
    }),
    prometheus: async () => ({ contentType: "text/plain; version=0.0.4; charset=utf-8", text: "up 1\n" }),
  },
  demo: { running: () => false, start: () => undefined, stop: async () => undefined },
} satisfies Omit<Services, "dna" | "karma" | "log">;
