import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "#server/http/test-server.fixture";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const snapshot = (agent_id: string, more: object = {}) =>
  server.call("POST", "/api/dna/snapshot", {
    agent_id,
    dna: { a: 1, b: 2 },
    traits: { speed: 0.5 },
    ...more,
  });
const mutate = (agentId: string, body: object) =>
  server.call("POST", `/api/dna/agents/${encodeURIComponent(agentId)}/mutate`, body);
const historyOf = async (agentId: string, query = "") =>
  (await server.call("GET", `/api/dna/agents/${encodeURIComponent(agentId)}/history${query}`)).body;
const metrics = {
  success_rate: 0.9,
  avg_latency_ms: 1500,
  policy_violations: 1,
  user_rating_avg: 4.5,
  credit_consumption_per_task: 2,
};
const score = (agentId: string) =>
  server.call("POST", `/api/karma/agents/${encodeURIComponent(agentId)}/score`, metrics);

describe("a snapshot", () => {
  test("is answered as BRAiN answers it, and its event is in the log", async () => {
    const { status, body } = await snapshot("alpha", { reason: "first" });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: 1,
      agent_id: "alpha",
      version: 1,
      dna: { a: 1, b: 2 },
      traits: { speed: 0.5 },
      karma_score: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      meta: { reason: "first", source: "manual", parent_snapshot_id: null },
    });
    expect(await server.events()).toEqual([
      {
        type: "dna.snapshot_created",
        payload: {
          snapshot_id: 1,
          agent_id: "alpha",
          version: 1,
          source: "manual",
          parent_snapshot_id: null,
          dna_size: 2,
          traits_count: 1,
          reason: "first",
          created_at: Date.parse(body.created_at) / 1000,
        },
      },
    ]);
  });

  test("counts ids over all agents and versions within one", async () => {
    await snapshot("alpha");
    await snapshot("beta");
    const { body } = await snapshot("alpha");
    expect(body).toMatchObject({ id: 3, version: 2, meta: { parent_snapshot_id: 1 } });
  });

  test("leaves out a reason nobody gave, and has no traits unless given some", async () => {
    const { body } = await server.call("POST", "/api/dna/snapshot", { agent_id: "alpha", dna: {} });
    expect(body).toMatchObject({ traits: {}, meta: { reason: null } });
    expect((await server.events())[0]?.payload).not.toHaveProperty("reason");
  });

  test("can go back to an older one, by the system's hand", async () => {
    for (let i = 0; i < 4; i++) await snapshot("alpha");
    const { body } = await snapshot("alpha", { parent_snapshot_id: 2, source: "system" });
    expect(body).toMatchObject({ version: 5, meta: { parent_snapshot_id: 2, source: "system" } });
    expect((await server.events()).at(-1)?.payload).toMatchObject({
      parent_snapshot_id: 2,
      source: "system",
    });
  });

  test.each([2, 99])("can't go back to snapshot %i, which isn't the agent's", async (parent) => {
    await snapshot("alpha");
    await snapshot("beta");
    const { status, body } = await snapshot("alpha", { parent_snapshot_id: parent });
    expect(status).toBe(422);
    expect(body.detail[0].loc).toEqual(["body", "parent_snapshot_id"]);
    expect((await historyOf("alpha")).snapshots).toHaveLength(1);
  });
});

describe("a mutation", () => {
  test("overlays DNA, adds to traits, carries karma over and publishes only its own event", async () => {
    await snapshot("alpha");
    await score("alpha");
    const { status, body } = await mutate("alpha", {
      mutation: { b: 3, c: 4 },
      traits_delta: { speed: 0.25, calm: -1, mood: "wild" },
      reason: "try",
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: 2,
      version: 2,
      dna: { a: 1, b: 3, c: 4 },
      traits: { speed: 0.75, calm: -1, mood: "wild" },
      karma_score: 0.515,
      meta: { reason: "try", source: "mutation", parent_snapshot_id: 1 },
    });
    const events = await server.events();
    expect(events.map(({ type }) => type)).toEqual([
      "dna.snapshot_created",
      "dna.karma_updated",
      "dna.mutation_applied",
    ]);
    expect(events.at(-1)?.payload).toEqual({
      snapshot_id: 2,
      agent_id: "alpha",
      version: 2,
      parent_snapshot_id: 1,
      mutation_keys: ["b", "c"],
      traits_delta: { speed: 0.25, calm: -1 },
      traits_replaced: ["mood"],
      dna_size: 3,
      traits_count: 3,
      reason: "try",
      created_at: Date.parse(body.created_at) / 1000,
    });
  });

  test("of an agent without DNA is 404 and changes nothing", async () => {
    const { status, body } = await mutate("nobody", { mutation: { a: 1 } });
    expect({ status, body }).toEqual({
      status: 404,
      body: { detail: "Agent nobody has no DNA snapshot to mutate" },
    });
    expect(await server.events()).toEqual([]);
  });

  test("that would grow the DNA beyond its limit is refused, naming it, and changes nothing", async () => {
    await snapshot("alpha", { dna: { big: "x".repeat(200_000) } });
    const { status, body } = await mutate("alpha", { mutation: { more: "x".repeat(200_000) } });
    expect(status).toBe(422);
    expect(body.detail[0].msg).toMatch(/the limit is 262144/);
    expect((await historyOf("alpha")).snapshots).toHaveLength(1);
  });

  test("that no reader could read as an event is refused, and changes nothing", async () => {
    await snapshot("alpha");
    const { status } = await mutate("alpha", { mutation: { ["k".repeat(260_000)]: 1 } });
    expect(status).toBe(413);
    expect((await historyOf("alpha")).snapshots).toHaveLength(1);
  });
});

test("100 concurrent mutations of one agent give versions 2 to 101 and 100 events", async () => {
  await snapshot("alpha");
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      mutate("alpha", { mutation: { [`k${i}`]: i }, traits_delta: { n: 1 } }),
    ),
  );
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  const wanted = Array.from({ length: 100 }, (_, i) => i + 2);
  expect(answers.map(({ body }) => body.version).sort((a, b) => a - b)).toEqual(wanted);
  const { snapshots } = await historyOf("alpha");
  expect(snapshots.map(({ version }: { version: number }) => version)).toEqual([1, ...wanted]);
  expect(snapshots.at(-1).traits.n).toBe(100);
  expect(Object.keys(snapshots.at(-1).dna)).toHaveLength(102);
  const events = await server.events();
  expect(events.map(({ payload }) => payload.version)).toEqual([1, ...wanted]);
});

describe("a score", () => {
  test("is 0–100 in its answer and 0–1 in the snapshot and the event, both there before the answer", async () => {
    await snapshot("alpha");
    const { body } = await score("alpha");
    expect(body).toEqual({
      agent_id: "alpha",
      score: 51.5,
      computed_at: expect.stringMatching(/Z$/),
      details: metrics,
    });
    expect((await historyOf("alpha")).snapshots[0].karma_score).toBe(0.515);
    const { type, payload } = (await server.events()).at(-1) ?? {};
    expect(type).toBe("dna.karma_updated");
    expect(payload).toEqual({
      snapshot_id: 1,
      agent_id: "alpha",
      version: 1,
      karma_score: 0.515,
      score_points: {
        success_rate: 36,
        avg_latency_ms: 17.5,
        policy_violations: -10,
        user_rating_avg: 12,
        credit_consumption_per_task: -4,
      },
      updated_at: expect.any(Number),
    });
  });

  test("tells the change against the karma carried before, inherited or not", async () => {
    await snapshot("alpha");
    await score("alpha");
    await mutate("alpha", { mutation: {} });
    await score("alpha");
    expect((await server.events()).at(-1)?.payload).toMatchObject({ previous_score: 0.515, score_delta: 0 });
  });

  test("of an unknown agent is answered, and nothing is stored or published", async () => {
    expect((await score("nobody")).body.score).toBe(51.5);
    expect(await server.events()).toEqual([]);
    expect((await server.call("GET", "/api/dna/agents")).body.agents).toEqual([]);
  });
});

describe("what is stored", () => {
  test("survives a restart, and counting goes on", async () => {
    await snapshot("alpha");
    await mutate("alpha", { mutation: { c: 1 } });
    const before = await historyOf("alpha");
    const { dataDir } = server;
    await server.close({ keepData: true });
    server = await startTestServer({}, dataDir);
    expect(await historyOf("alpha")).toEqual(before);
    expect((await snapshot("beta")).body.id).toBe(3);
    expect((await mutate("alpha", { mutation: {} })).body).toMatchObject({ id: 4, version: 3 });
  });

  test("is kept apart for ids that look like parts of each other", async () => {
    const ids = ["a", "a/", "a/0", "a%2F", "a b", "ä", "🤖", "A", "..", "a.b", "agents", "<b>&"];
    for (const id of ids) await snapshot(id);
    for (const id of ids.filter((one) => one !== ".."))
      expect((await historyOf(id)).snapshots).toMatchObject([{ agent_id: id, version: 1 }]);
    const listed = (await server.call("GET", "/api/dna/agents")).body.agents;
    expect(new Set(listed.map(({ agent_id }: { agent_id: string }) => agent_id))).toEqual(new Set(ids));
  });
});

describe("reading", () => {
  test("the history of an unknown agent is empty", async () => {
    expect(await historyOf("nobody")).toEqual({ agent_id: "nobody", snapshots: [] });
  });

  test("only the newest of a history, on demand", async () => {
    for (let i = 0; i < 5; i++) await snapshot("alpha");
    const versions = async (query: string) =>
      (await historyOf("alpha", query)).snapshots.map(({ version }: { version: number }) => version);
    expect(await versions("?limit=2")).toEqual([4, 5]);
    expect(await versions("?limit=50")).toEqual([1, 2, 3, 4, 5]);
  });

  test("agents page by page", async () => {
    for (const id of ["c", "a", "b"]) await snapshot(id);
    const first = (await server.call("GET", "/api/dna/agents?limit=2")).body;
    expect(first).toMatchObject({ agents: [{ agent_id: "a" }, { agent_id: "b" }], next: "b" });
    const rest = (await server.call("GET", "/api/dna/agents?limit=2&after=b")).body;
    expect(rest).toMatchObject({
      agents: [{ agent_id: "c", version: 1, latest_snapshot_id: 1 }],
      next: null,
    });
  });
});
