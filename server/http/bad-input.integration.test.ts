import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { otherNouns } from "./other-nouns.fixture.ts";
import { startTestServer, type TestServer } from "./test-server.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(otherNouns);
  await server.call("POST", "/api/dna/snapshot", { agent_id: "alpha", dna: { a: 1 } });
});
afterAll(() => server.close());

describe("bad input is refused in FastAPI's shape, and nothing is written", () => {
  const good = { agent_id: "beta", dna: {} };
  const scores = {
    success_rate: 1,
    avg_latency_ms: 1,
    policy_violations: 0,
    user_rating_avg: 5,
    credit_consumption_per_task: 0,
  };
  const SNAPSHOT = "/api/dna/snapshot";
  const SCORE = "/api/karma/agents/alpha/score";
  const MUTATE = "/api/dna/agents/alpha/mutate";

  test.each<[string, string, unknown, (string | number)[], string]>([
    ["text that isn't JSON", SNAPSHOT, "{not json", ["body"], "json_invalid"],
    ["no body", SNAPSHOT, "", ["body"], "missing"],
    ["a list", SNAPSHOT, [], ["body"], "model_attributes_type"],
    ["null", SNAPSHOT, "null", ["body"], "model_attributes_type"],
    ["no agent", SNAPSHOT, { dna: {} }, ["body", "agent_id"], "missing"],
    ["an empty agent id", SNAPSHOT, { ...good, agent_id: "" }, ["body", "agent_id"], "string_too_short"],
    [
      "a long agent id",
      SNAPSHOT,
      { ...good, agent_id: "x".repeat(129) },
      ["body", "agent_id"],
      "string_too_long",
    ],
    ["a control character", SNAPSHOT, { ...good, agent_id: "a\u0007" }, ["body", "agent_id"], "value_error"],
    ["half a character", SNAPSHOT, '{"agent_id":"\\ud800","dna":{}}', ["body"], "value_error"],
    ["a damaged character", SNAPSHOT, { ...good, reason: "\ufffd" }, ["body"], "value_error"],
    ["a number too large", SNAPSHOT, '{"agent_id":"beta","dna":{"a":1e999}}', ["body"], "value_error"],
    ["DNA that is text", SNAPSHOT, { ...good, dna: "x" }, ["body", "dna"], "dict_type"],
    ["DNA that is a list", SNAPSHOT, { ...good, dna: [] }, ["body", "dna"], "dict_type"],
    ["an unknown source", SNAPSHOT, { ...good, source: "mutation" }, ["body", "source"], "enum"],
    [
      "a parent that is text",
      SNAPSHOT,
      { ...good, parent_snapshot_id: "1" },
      ["body", "parent_snapshot_id"],
      "float_type",
    ],
    [
      "a parent of another agent",
      SNAPSHOT,
      { ...good, parent_snapshot_id: 1 },
      ["body", "parent_snapshot_id"],
      "value_error",
    ],
    ["no mutation", MUTATE, {}, ["body", "mutation"], "missing"],
    [
      "a trait beyond numbers",
      MUTATE,
      '{"mutation":{},"traits_delta":{"t":1.7e308,"t2":-1e309}}',
      ["body"],
      "value_error",
    ],
    ["a rate above 1", SCORE, { ...scores, success_rate: 1.1 }, ["body", "success_rate"], "less_than_equal"],
    [
      "half a violation",
      SCORE,
      { ...scores, policy_violations: 0.5 },
      ["body", "policy_violations"],
      "int_from_float",
    ],
    [
      "a rating below 0",
      SCORE,
      { ...scores, user_rating_avg: -1 },
      ["body", "user_rating_avg"],
      "greater_than_equal",
    ],
    [
      "no fleet",
      "/api/karma/ryr/robots/r1/score",
      { safety: {}, navigation: {} },
      ["body", "fleet"],
      "missing",
    ],
    [
      "a mission without status",
      "/api/metrics/missions",
      [{ status: "done" }, {}],
      ["body", 1, "status"],
      "missing",
    ],
    ["no missions at all", "/api/metrics/missions", [], ["body"], "too_short"],
    [
      "an event type in capitals",
      "/api/events",
      { type: "A.B", source: "s", payload: {} },
      ["body", "type"],
      "string_pattern_mismatch",
    ],
    [
      "an event time that is none",
      "/api/events",
      [{ type: "a.b", source: "s", payload: {}, timestamp: "soon" }],
      ["body", 0, "timestamp"],
      "value_error",
    ],
    [
      "an id with a control character",
      "/api/karma/agents/a%00b/score",
      scores,
      ["path", "agent_id"],
      "value_error",
    ],
    [
      "an id that is too long",
      `/api/dna/agents/${"x".repeat(129)}/mutate`,
      { mutation: {} },
      ["path", "agent_id"],
      "string_too_long",
    ],
    ["a damaged id", "/api/karma/agents/%EF%BF%BD/score", scores, ["path", "agent_id"], "value_error"],
  ])("%s", async (_name, path, body, loc, type) => {
    const before = await server.events();
    const answer = await server.call("POST", path, body);
    expect(answer.status).toBe(422);
    expect(answer.body.detail[0]).toEqual({ loc, msg: expect.stringMatching(/\w/), type });
    expect(await server.events()).toEqual(before);
    expect(server.logged).toEqual([]);
  });

  test("everything that is wrong is said at once, wherever it is", async () => {
    const { body } = await server.call(
      "POST",
      `/api/karma/ryr/agents/${"x".repeat(200)}/score?robot_id=`,
      {},
    );
    const places = body.detail.map(({ loc }: { loc: string[] }) => loc.join("."));
    expect(places).toEqual([
      "path.agent_id",
      "query.robot_id",
      "body.fleet",
      "body.safety",
      "body.navigation",
    ]);
  });

  test.each([
    ["/api/events?limit=0", "limit"],
    ["/api/events?limit=1001", "limit"],
    ["/api/events?limit=ten", "limit"],
    ["/api/events?after=yesterday", "after"],
    ["/api/dna/agents?after=%07", "after"],
  ])("%s names its parameter", async (path, name) => {
    const { status, body } = await server.call("GET", path);
    expect([status, body.detail[0].loc]).toEqual([422, ["query", name]]);
  });

  test.each([
    ["depth 33", `${'{"dna":'.repeat(33)}1${"}".repeat(33)}`, /deeper than 32/],
    ["depth 5,000", "[".repeat(5000), /deeper than 32/],
    [
      "2,001 keys",
      JSON.stringify(Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [i, 1]))),
      /2000 keys/,
    ],
    ["__proto__", '{"agent_id":"beta","dna":{"__proto__":{"polluted":1}}}', /__proto__/],
    ["__proto__ in disguise", '{"agent_id":"beta","dna":{"\\u005f_proto__":{"polluted":1}}}', /__proto__/],
  ])("JSON with %s is 400", async (_name, text, sentence) => {
    const { status, body } = await server.call("POST", "/api/dna/snapshot", text);
    expect([status, body.detail]).toEqual([400, expect.stringMatching(sentence)]);
    expect({}).not.toHaveProperty("polluted");
  });

  test("a list of events may have 2,000 keys in each, not in all of them", async () => {
    const event = (keys: number) => ({
      type: "load.sample",
      source: "test",
      payload: Object.fromEntries(Array.from({ length: keys }, (_, n) => [n, 1])),
    });
    const many = JSON.stringify(Array.from({ length: 1000 }, () => event(3)));
    const { status, body } = await server.call("POST", "/api/events", many);
    expect([status, body.accepted?.length]).toEqual([202, 1000]);
    const large = JSON.stringify([event(1), event(2001), event(1)]);
    expect(await server.call("POST", "/api/events", large)).toMatchObject({
      status: 400,
      body: { detail: "The body has more than 2000 keys in one item of its list" },
    });
    const deep = `[${JSON.stringify(event(1))},${"[".repeat(32)}${"]".repeat(32)}]`;
    expect(await server.call("POST", "/api/events", deep)).toMatchObject({ status: 400 });
  });

  test.each([[{ "content-type": "text/plain" }], [{ "content-type": "application/jsonx" }], [{}]])(
    "a body declared as %j is 415",
    async (headers) => {
      const { status, body } = await server.call("POST", "/api/dna/snapshot", good, headers as never);
      expect([status, body.detail]).toEqual([415, expect.stringContaining("application/json")]);
    },
  );

  test.each(["application/json; charset=utf-8", "Application/JSON", "application/vnd.api+json"])(
    "a body declared as %s is read",
    async (type) => {
      const { status } = await server.call(
        "POST",
        "/api/dna/agents/nobody/mutate",
        { mutation: {} },
        { "content-type": type },
      );
      expect(status).toBe(404);
    },
  );
});
