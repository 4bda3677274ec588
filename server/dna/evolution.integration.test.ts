import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Snapshot } from "#lib/dna/api";
import type { LineageVersion } from "#lib/dna/api-insights";
import { lineagePoints } from "#lib/dna/lineage-points";
import { mergeVersions } from "#lib/dna/versions";
import type { BrainEvent } from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import { startTestServer, type TestServer } from "#server/http/test-server.fixture";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const snapshot = (agent_id: string, dna: object, more: object = {}) =>
  server.call("POST", "/api/dna/snapshot", { agent_id, dna, ...more });
const mutate = (mutation: object, more: object = {}) =>
  server.call("POST", "/api/dna/agents/alpha/mutate", { mutation, ...more });
const rollBack = (version: number, more: object = {}) =>
  server.call("POST", "/api/dna/agents/alpha/rollback", { version, ...more });
const score = (success_rate: number) =>
  server.call("POST", "/api/karma/agents/alpha/score", {
    success_rate,
    avg_latency_ms: 1000,
    policy_violations: 0,
    user_rating_avg: 4,
    credit_consumption_per_task: 1,
  });
const get = async (path: string) => (await server.call("GET", path)).body;

describe("a rollback", () => {
  test("makes a new snapshot of the older DNA, with that version as its parent, and an event", async () => {
    await snapshot("alpha", { a: 1 }, { traits: { calm: 1 } });
    await mutate({ a: 2, b: 3 }, { traits_delta: { calm: 1 } });
    const { status, body } = await rollBack(1, { reason: "worse" });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      version: 3,
      dna: { a: 1 },
      traits: { calm: 1 },
      karma_score: null,
      meta: { reason: "worse", source: "system", parent_snapshot_id: 1 },
    });
    const last = (await server.events()).at(-1);
    expect(last).toMatchObject({
      type: "dna.snapshot_created",
      payload: { version: 3, source: "system", parent_snapshot_id: 1, reason: "worse" },
    });
  });

  test("is undone by another one", async () => {
    await snapshot("alpha", { a: 1 });
    await mutate({ a: 2 });
    await rollBack(1);
    expect((await rollBack(2)).body).toMatchObject({ version: 4, dna: { a: 2 } });
  });

  test.each([
    ["/api/dna/agents/alpha/rollback", 9],
    ["/api/dna/agents/nobody/rollback", 1],
  ])("%s to version %i, which is not there, is 404 and changes nothing", async (path, version) => {
    await snapshot("alpha", { a: 1 });
    expect((await server.call("POST", path, { version })).status).toBe(404);
    expect(await server.events()).toHaveLength(1);
  });
});

describe("a write that expects a version", () => {
  beforeEach(() => snapshot("alpha", { a: 1 }));

  test("is made when that is the latest", async () => {
    expect((await mutate({ a: 2 }, { expected_version: 1 })).body.version).toBe(2);
    expect((await rollBack(1, { expected_version: 2 })).body.version).toBe(3);
    expect((await snapshot("alpha", {}, { expected_version: 3 })).body.version).toBe(4);
    expect((await snapshot("new", {}, { expected_version: 0 })).body.version).toBe(1);
  });

  test("is refused when somebody was faster, tells of the newer version and writes nothing", async () => {
    await mutate({ a: 2 });
    const refused = [
      await mutate({ a: 3 }, { expected_version: 1 }),
      await rollBack(1, { expected_version: 1 }),
      await snapshot("alpha", {}, { expected_version: 0 }),
    ];
    for (const { status, body } of refused) {
      expect(status).toBe(409);
      expect(body).toEqual({
        detail: expect.stringContaining("version 2"),
        current_version: 2,
        current_snapshot_id: 2,
      });
    }
    expect(await server.events()).toHaveLength(2);
  });

  test("as BRAiN's, without it, is made whatever there is", async () => {
    await mutate({ a: 2 });
    expect((await mutate({ a: 3 }, { expected_version: null })).body.version).toBe(3);
  });

  test("wins once of 100 at the same time", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => mutate({ [`k${i}`]: i }, { expected_version: 1 })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(99);
    expect(Object.keys((await get("/api/dna/agents/alpha/history")).snapshots.at(-1).dna)).toHaveLength(2);
  });
});

test("100 mutations and rollbacks at once: consecutive versions, true answers, the tree right", async () => {
  await snapshot("alpha", { n: 0 });
  await mutate({ n: 1 });
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, i) => (i % 3 === 0 ? rollBack((i % 2) + 1) : mutate({ [`k${i}`]: i }))),
  );
  const made: Snapshot[] = answers.map(({ body }) => body).sort((a, b) => a.version - b.version);
  expect(made.map(({ version }) => version)).toEqual(Array.from({ length: 100 }, (_, i) => i + 3));
  const { snapshots } = (await get("/api/dna/agents/alpha/history")) as { snapshots: Snapshot[] };
  expect(snapshots.slice(2)).toEqual(made);
  const { versions } = (await get("/api/dna/agents/alpha/lineage")) as { versions: LineageVersion[] };
  for (const [at, one] of snapshots.entries()) {
    const { parent_snapshot_id, source } = one.meta;
    const parent = snapshots.find(({ id }) => id === parent_snapshot_id);
    if (source === "mutation") expect(parent?.version).toBe(one.version - 1);
    if (source === "system") expect(one.dna).toEqual(parent?.dna);
    expect(versions[at]).toMatchObject({
      snapshot_id: one.id,
      parent_snapshot_id,
      branch: parent !== undefined && parent.version !== one.version - 1,
    });
  }
});

test("a snapshot is found by its id, whoever's it is", async () => {
  await snapshot("alpha", { a: 1 });
  await snapshot("beta/ä", { b: 1 });
  expect(await get("/api/dna/snapshots/2")).toMatchObject({ id: 2, agent_id: "beta/ä", dna: { b: 1 } });
  expect((await server.call("GET", "/api/dna/snapshots/3")).status).toBe(404);
  expect((await server.call("GET", "/api/dna/snapshots/x")).status).toBe(422);
});

test("two versions are compared inside nested values, with what is the same counted", async () => {
  await snapshot("alpha", { net: { depth: 2, width: 8 }, same: 1 }, { traits: { calm: 0.5, mood: "wild" } });
  await mutate({ net: { depth: 3, width: 8 }, "<b>": 1 }, { traits_delta: { calm: -0.2 } });
  expect(await get("/api/dna/agents/alpha/diff?from=1&to=2")).toEqual({
    agent_id: "alpha",
    from: 1,
    to: 2,
    dna: {
      changes: [
        { kind: "added", path: "<b>", after: 1 },
        { kind: "changed", path: "net.depth", before: 2, after: 3 },
      ],
      unchanged: 2,
    },
    traits: { changes: [{ name: "calm", before: 0.5, after: 0.3, delta: -0.2 }], unchanged: 1 },
  });
  expect((await server.call("GET", "/api/dna/agents/alpha/diff?from=1&to=3")).status).toBe(404);
});

test("the lineage knows a score of its own from an inherited one, even where both are the same", async () => {
  await snapshot("alpha", { a: 1 });
  await score(0.5);
  await mutate({ a: 2 });
  await score(0.5);
  await mutate({ b: 1 });
  await mutate({ c: 1 });
  const { versions } = (await get("/api/dna/agents/alpha/lineage")) as { versions: LineageVersion[] };
  expect(versions.map(({ scored, verdict, changed_keys }) => [scored, verdict, changed_keys])).toEqual([
    ["evaluated", "unknown", null],
    ["evaluated", "neutral", ["a"]],
    ["inherited", "never", ["b"]],
    ["inherited", "waiting", ["c"]],
  ]);
  const merged = mergeVersions(lineagePoints({ agent_id: "alpha", versions }), []);
  expect(merged.map(({ scored, verdict }) => [scored, verdict])).toEqual(
    versions.map(({ scored, verdict }) => [scored, verdict]),
  );
  expect((await get("/api/dna/agents/alpha/lineage?limit=2")).versions).toHaveLength(2);
  expect((await get("/api/dna/agents/nobody/lineage")).versions).toEqual([]);
});

describe("why a version has its score", () => {
  test("is kept beside it, of the newest score, with the karma before the first", async () => {
    await snapshot("alpha", { a: 1 });
    await score(0.5);
    await mutate({ a: 2 });
    await score(0.6);
    await score(1);
    const { evaluations } = await get("/api/karma/agents/alpha/evaluations");
    expect(evaluations).toMatchObject([
      { version: 1, karma_score: 0.46, previous_score: null, times: 1 },
      { version: 2, karma_score: 0.66, previous_score: 0.46, times: 2 },
    ]);
    expect(evaluations[1].breakdown).toMatchObject({
      kind: "agent",
      score: 66,
      parts: [
        { name: "success_rate", points: 40, value: 1 },
        { name: "avg_latency_ms", points: 20, value: 1000 },
        { name: "policy_violations", points: 0 },
        { name: "user_rating_avg", points: 8 },
        { name: "credit_consumption_per_task", points: -2 },
      ],
    });
    const one = await get("/api/karma/agents/alpha/evaluations?version=1");
    expect(one.evaluations).toEqual([evaluations[0]]);
    expect((await get("/api/karma/agents/nobody/evaluations")).evaluations).toEqual([]);
  });

  test("survives a restart, and a score after it counts on", async () => {
    await snapshot("alpha", { a: 1 });
    await score(0.5);
    const { dataDir } = server;
    await server.close({ keepData: true });
    server = await startTestServer({}, dataDir);
    await score(0.75);
    expect((await get("/api/karma/agents/alpha/evaluations")).evaluations).toMatchObject([
      { times: 2, previous_score: null, karma_score: 0.56 },
    ]);
  });
});

test("the list of agents says how each does, and impact what each key did", async () => {
  await snapshot("alpha", { a: 1 });
  await score(1);
  await mutate({ a: 2 });
  await score(0.5);
  await mutate({ b: 2 });
  await score(0.25);
  await snapshot("beta", {});
  const { agents } = await get("/api/dna/agents");
  expect(agents).toMatchObject([
    {
      agent_id: "alpha",
      best_karma: 0.66,
      best_version: 1,
      karma_change_24h: expect.closeTo(-0.3, 10),
      waiting_since: null,
      verdict: "regressed",
      guard: "fallen",
    },
    { agent_id: "beta", best_karma: null, karma_change_24h: null, verdict: "waiting", guard: "fine" },
  ]);
  expect(agents[1].waiting_since).toMatch(/Z$/);
  const impact = await get("/api/dna/impact");
  expect(impact).toMatchObject({ mutations: 2, verdicts: { regressed: 2 }, success_rate: 0 });
  expect(impact.keys).toMatchObject([
    { key: "a", count: 1, mean: -0.2, few: true, shared: 0 },
    { key: "b", count: 1, mean: -0.1, few: true, shared: 0 },
  ]);
  expect((await get("/api/dna/impact?agent_id=beta")).keys).toEqual([]);
});

test("odd DNA is stored, compared and traced like any other", async () => {
  const deep = JSON.parse(`${'{"n":'.repeat(25)}1${"}".repeat(25)}`);
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`key_${i}`, i]));
  const hostile = { "<script>alert(1)</script>": "<img src=x onerror=alert(1)>", long: "x".repeat(50_000) };
  const traits = { mood: "wild", list: [1], none: null, constructor: 1 };
  const made = await snapshot("alpha", { ...many, ...hostile, deep }, { traits, reason: "<b>&" });
  expect(made.status).toBe(201);
  await mutate({ key_5: -1, long: "y" }, { traits_delta: { mood: "calm", constructor: 0.5 } });
  const diff = await get("/api/dna/agents/alpha/diff?from=1&to=2");
  expect(diff.dna.changes.map(({ path }: { path: string }) => path)).toEqual(["key_5", "long"]);
  expect(diff.dna.unchanged).toBe(1001);
  expect(diff.traits).toEqual({
    changes: [
      { name: "constructor", before: 1, after: 1.5, delta: 0.5 },
      { name: "mood", before: "wild", after: "calm", delta: null },
    ],
    unchanged: 2,
  });
  expect((await get("/api/dna/agents/alpha/lineage")).versions).toMatchObject([
    { dna_size: 1003, traits_count: 4, reason: "<b>&" },
    { changed_keys: ["key_5", "long"] },
  ]);
  expect((await rollBack(1)).body.dna).toEqual(made.body.dna);
});

test("a foreign producer's events count though their parent was never seen here", async () => {
  const tell = (type: string, payload: object) =>
    server.store.log.append("events", [
      {
        dedupId: crypto.randomUUID(),
        fields: toFields(createForeign(type, payload)),
      },
    ]);
  const mutation = { agent_id: "f", mutation_keys: ["a"], traits_delta: {}, created_at: 100 };
  const karma = { agent_id: "f", updated_at: 140 };
  await tell("dna.karma_updated", {
    ...karma,
    snapshot_id: 9,
    version: 9,
    karma_score: 0.7,
    previous_score: 0.6,
  });
  await tell("dna.mutation_applied", { ...mutation, snapshot_id: 9, version: 9, parent_snapshot_id: 8 });
  await tell("dna.karma_updated", {
    ...karma,
    snapshot_id: 9,
    version: 9,
    karma_score: 0.7,
    previous_score: 0.6,
  });
  expect(await get("/api/dna/impact?agent_id=f")).toMatchObject({
    mutations: 1,
    verdicts: { improved: 1 },
    keys: [{ key: "a", count: 1, mean: 0.1 }],
  });
});

const createForeign = (type: string, payload: object): BrainEvent => ({
  id: crypto.randomUUID(),
  type,
  source: "dna_service",
  target: null,
  timestamp: 100,
  payload: { ...payload },
  meta: {},
});
