import { afterAll, beforeAll, expect, test } from "vitest";
import type { RouteSpec } from "#lib/http/api";
import { openApiDocument } from "#server/docs/openapi";
import { ROUTES } from "#server/docs/routes";
import { createApi, routeFiles } from "./api.ts";
import { otherNouns } from "./other-nouns.fixture.ts";
import { startTestServer, type TestServer } from "./test-server.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(otherNouns);
  await server.call("POST", "/api/dna/snapshot", { agent_id: "alpha", dna: { a: 1 } });
});
afterAll(() => server.close());

test("the documents list exactly the routes that exist", async () => {
  const served = (await createApi()).routes.map(({ method, path }) => `${method} ${path}`);
  const { paths } = openApiDocument() as { paths: Record<string, object> };
  const documented = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`),
  );
  expect(documented.sort()).toEqual(served.sort());
  expect(routeFiles().length).toBeGreaterThan(20);
});

test("a route file whose spec is another route's is not served", async () => {
  await expect(createApi({ files: ["server/http/misplaced-route.fixture.ts"] })).rejects.toThrow(
    "exports GET /http for the spec of GET /api/karma/info",
  );
});

const agent = {
  success_rate: 0.9,
  avg_latency_ms: 1500,
  policy_violations: 1,
  user_rating_avg: 4.5,
  credit_consumption_per_task: 2,
};
const ryr = {
  fleet: {
    task_distribution_efficiency: 0.8,
    collision_avoidance_rate: 0.9,
    communication_latency_ms: 100,
    cooperative_tasks_completed: 30,
    resource_sharing_efficiency: 0.6,
    active_robots_count: 5,
    idle_time_percentage: 0.2,
  },
  safety: {
    safety_incidents_count: 1,
    near_miss_count: 2,
    emergency_stops_count: 3,
    safety_zone_violations: 1,
    speed_limit_violations: 2,
    obstacle_detection_rate: 0.9,
    human_proximity_alerts: 4,
    battery_critical_events: 1,
    sensor_failure_count: 1,
    recovery_success_rate: 0.5,
  },
  navigation: {
    path_planning_success_rate: 0.9,
    path_deviation_avg_m: 0.5,
    replanning_frequency: 2,
    goal_reach_accuracy_m: 0.2,
    navigation_time_efficiency: 0.8,
    stuck_recovery_time_avg_s: 12,
    localization_accuracy_m: 0.1,
    map_coverage_percentage: 0.6,
  },
};
const event = { type: "a.b", source: "test", payload: {} };

/** One request for every route, by the name it has in the documents. */
const REQUESTS: Record<string, { path: string; body?: unknown; status?: number }> = {
  CreateSnapshot: { path: "/api/dna/snapshot", body: { agent_id: "alpha", dna: { a: 1 } } },
  MutateAgent: {
    path: "/api/dna/agents/alpha/mutate",
    body: { mutation: { b: [1] }, traits_delta: { x: 1 } },
  },
  GetHistory: { path: "/api/dna/agents/alpha/history" },
  ListAgents: { path: "/api/dna/agents" },
  RollBack: { path: "/api/dna/agents/alpha/rollback", body: { version: 1, reason: "why" } },
  GetSnapshot: { path: "/api/dna/snapshots/1" },
  GetDiff: { path: "/api/dna/agents/alpha/diff?from=1&to=3" },
  GetLineage: { path: "/api/dna/agents/alpha/lineage?limit=50" },
  GetImpact: { path: "/api/dna/impact?agent_id=alpha" },
  GetKarmaInfo: { path: "/api/karma/info" },
  ScoreAgent: { path: "/api/karma/agents/alpha/score", body: agent },
  ScoreRyrAgent: { path: "/api/karma/ryr/agents/alpha/score?robot_id=r1", body: ryr },
  ScoreRyrRobot: { path: "/api/karma/ryr/robots/r1/score?agent_id=alpha&fleet_id=f1", body: ryr },
  ScoreRyrFleet: { path: "/api/karma/ryr/fleets/f1/score", body: ryr },
  GetEvaluations: { path: "/api/karma/agents/alpha/evaluations?limit=50" },
  ListJobs: { path: "/api/metrics/jobs" },
  RunJob: { path: "/api/metrics/jobs/aggregate_mission_metrics/run" },
  GetMissions: { path: "/api/metrics/missions" },
  AddMissions: { path: "/api/metrics/missions", body: { status: "completed", mission_id: "m1" } },
  GetTelemetryInfo: { path: "/api/telemetry/info" },
  GetRobotMetrics: { path: "/api/telemetry/robots/r1/metrics" },
  ListRobots: {
    path: "/api/telemetry/robots?state=online&q=r*&battery_below=20&archived=false&limit=5&after=a",
  },
  GetRobot: { path: "/api/telemetry/robots/r1" },
  KickRobot: { path: "/api/telemetry/robots/r1/disconnect", body: { reason: "firmware" } },
  BlockRobot: { path: "/api/telemetry/robots/r1/block", body: { seconds: 60 } },
  UnblockRobot: { path: "/api/telemetry/robots/r1/unblock", body: {} },
  ArchiveRobot: { path: "/api/telemetry/robots/r1/archive", body: {} },
  RestoreRobot: { path: "/api/telemetry/robots/r1/restore", body: {} },
  ListSessions: { path: "/api/telemetry/robots/r1/sessions?limit=5&from=2026-11-01T00:00&before=9-0" },
  GetFleetSessions: { path: "/api/telemetry/fleet/sessions?from=1767225600&to=1767312000" },
  GetMetricHistory: { path: "/api/telemetry/robots/r1/history?metric=cpu_usage&from=1&to=61&step=10" },
  GetFleetHistory: { path: "/api/telemetry/fleet/history?metric=cpu_usage&from=1&to=61" },
  NoteRobot: { path: "/api/telemetry/robots/r1/note", body: { note: "wheel replaced" } },
  ListEvents: { path: "/api/events?type=a.*&limit=5&after=1-0&before=2100-01-01T00:00:00" },
  ListAlerts: { path: "/api/alerts?state=active&severity=warning&subject_kind=robot&subject_id=r1" },
  AcknowledgeAlert: {
    path: "/api/alerts/battery_low.robot.1.r%25201/acknowledge",
    body: { note: "on it", by: "Ada" },
  },
  SnoozeAlert: { path: "/api/alerts/battery_low.robot.1.r1/snooze", body: { seconds: 600 } },
  MuteSubject: { path: "/api/alerts/mutes", body: { subject: { kind: "robot", id: "r1" }, seconds: 60 } },
  UnmuteSubject: { path: "/api/alerts/mutes/robot/r%2F1" },
  PutRule: {
    path: "/api/alerts/rules/battery_low",
    body: {
      kind: "battery_low",
      severity: "critical",
      threshold: 15,
      recovery: 20,
      pending_seconds: 15,
      recovery_seconds: 60,
      cooldown_seconds: 300,
      scope: "*",
      enabled: true,
    },
  },
  ListChannels: { path: "/api/alerts/channels" },
  AddChannel: {
    path: "/api/alerts/channels",
    body: { type: "webhook", name: "ours", url: "https://hooks.example.com/a?b", secret: "long enough" },
  },
  RemoveChannel: { path: "/api/alerts/channels/c1" },
  TestChannel: { path: "/api/alerts/channels/c1/test" },
  ListDeliveries: { path: "/api/alerts/deliveries" },
  ResetRule: { path: "/api/alerts/rules/battery_low" },
  ListRules: { path: "/api/alerts/rules" },
  TryRule: { path: "/api/alerts/what-if?kind=job_slow&threshold=4000&from=1&to=61&scope=a*" },
  GetDoctor: { path: "/api/doctor" },
  GetQuarantine: { path: "/api/events/quarantine?limit=5&after=7" },
  RetryQuarantined: { path: "/api/events/quarantine/retry", body: { stream_ids: ["1-0"] } },
  DropQuarantined: { path: "/api/events/quarantine/drop", body: { all: true } },
  GetHistogram: { path: "/api/events/histogram?query=type:a.*&from=1&to=2026-01-01T00:00:00Z&buckets=50" },
  GetFields: { path: "/api/events/fields" },
  GetValues: { path: "/api/events/values?field=type&prefix=a" },
  ExportEvents: { path: "/api/events/export?format=csv&columns=type,x" },
  GetEvent: { path: "/api/events/1767225600000-0" },
  GetHistoryReport: { path: "/api/history" },
  GetPastState: { path: "/api/history/state?at=2026-01-01T00:00:00Z" },
  GetOutages: { path: "/api/history/outages?from=1" },
  GetCapsule: { path: "/api/history/capsule?from=1&to=2&redact=a,b&notes=see" },
  PublishEvents: { path: "/api/events", body: [event, event] },
  GetStreams: { path: "/api/streams" },
  GetPicture: { path: "/api/live" },
  GetHealth: { path: "/api/health", status: 503 },
  GetPrometheus: { path: "/metrics" },
  GetOpenApi: { path: "/openapi.json" },
  GetDemo: { path: "/api/demo" },
  SetDemo: { path: "/api/demo", body: { running: false } },
  LogIn: { path: "/api/access/login", body: { name: "ada", password: "a long password" } },
  SetUp: { path: "/api/access/setup", body: { code: "c", name: "ada", password: "a long password" } },
  BeginSignIn: { path: "/api/access/oidc?next=/robots" },
  FinishSignIn: { path: "/api/access/oidc/callback?state=s&code=c&iss=i" },
  LogOut: { path: "/api/access/logout", body: {} },
  GetAccount: { path: "/api/access/account" },
  ChangePassword: { path: "/api/access/password", body: { current: "old", password: "a long password" } },
  GetCredentials: { path: "/api/access" },
  CreateUser: {
    path: "/api/access/users",
    body: { name: "ada", role: "admin", password: "a long password" },
  },
  ChangeUser: { path: "/api/access/users/ada", body: { role: "viewer" } },
  RemoveUser: { path: "/api/access/users/ada/remove", body: {} },
  CreateToken: { path: "/api/access/tokens", body: { role: "robot", robots: "robot_*", expires_in: "30d" } },
  RevokeToken: { path: "/api/access/tokens/abcDEF12/revoke", body: {} },
  EndSession: { path: "/api/access/sessions/abcDEF12/end", body: {} },
};

test.each(Object.entries(ROUTES))(
  "%s really answers what the documents say",
  async (name, spec: RouteSpec) => {
    const {
      path,
      body: sent,
      status: expected = spec.status,
    } = REQUESTS[name] ?? { path: `no request for ${name}` };
    const { status, body } = await server.call(spec.method, path, sent);
    expect(status).toBe(expected);
    if (spec.answer === "text") expect(body).toEqual(expect.any(String));
    // A field that the schema doesn't have would be missing from what it parsed.
    else expect(spec.answer.parse(body)).toEqual(body);
  },
);

test("a RYR score is weighed, warned about, and becomes the default agent's karma", async () => {
  await server.call("POST", "/api/dna/snapshot", { agent_id: "robot_r9", dna: {} });
  const { body } = await server.call("POST", "/api/karma/ryr/robots/r9/score", ryr);
  // fleet 20 + 22.5 + 12 + 9 + 9 − 1; safety 53; navigation as its parts with 10·0.6 for the recovery
  expect(body).toMatchObject({
    agent_id: "robot_r9",
    robot_id: "r9",
    fleet_id: null,
    fleet_score: 71.5,
    safety_score: 53,
    navigation_score: 76.25,
    metrics: ryr,
    recommendations: [expect.stringContaining("12 s")],
  });
  expect(body.overall_score).toBeCloseTo(0.4 * 53 + 0.35 * 71.5 + 0.25 * 76.25, 9);
  expect(body.critical_warnings).toHaveLength(4);
  const { snapshots } = (await server.call("GET", "/api/dna/agents/robot_r9/history")).body;
  expect(snapshots[0].karma_score).toBeCloseTo(body.overall_score / 100, 12);
});

test("a path's own name comes before what stands for any", async () => {
  expect((await server.call("GET", "/api/events/quarantine")).body).toHaveProperty("entries");
  expect((await server.call("GET", "/api/events/fields")).body).toHaveProperty("fields");
  expect((await server.call("GET", "/api/events/1-0")).body).toHaveProperty("event");
  expect((await server.call("GET", "/api/events/nonsense")).status).toBe(422);
  expect((await server.call("POST", "/api/events/export")).headers.get("allow")).toBe("GET, HEAD");
});

test.each([
  ["/api/telemetry/robots/nobody/metrics", "GET"],
  ["/api/metrics/jobs/nothing/run", "POST"],
])("%s is 404", async (path, method) => {
  const { status, body } = await server.call(method, path);
  expect([status, typeof body.detail]).toEqual([404, "string"]);
});
