import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { otherNouns } from "./other-nouns.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(otherNouns);
  await server.call("POST", "/api/dna/snapshot", { agent_id: "alpha", dna: { a: 1 } });
});
afterAll(() => server.close());

describe("routing", () => {
  test("a known path with another verb is 405 and says what is allowed", async () => {
    const { status, headers, body } = await server.call("DELETE", "/api/events");
    expect({ status, body }).toEqual({ status: 405, body: { detail: "Method Not Allowed" } });
    expect(headers.get("allow")).toBe("GET, POST, HEAD");
    const get = await server.call("GET", "/api/dna/agents/alpha/mutate");
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test.each([
    "/api",
    "/api/",
    "/api/nothing",
    "/api/dna/agents/",
    "/api/dna/agents//history",
    "/api/DNA/agents",
  ])("%s is 404 in FastAPI's words", async (path) => {
    const { status, body } = await server.call("GET", path);
    expect({ status, body }).toEqual({ status: 404, body: { detail: "Not Found" } });
  });

  test("HEAD answers as GET does, without a body", async () => {
    const head = await server.call("HEAD", "/api/karma/info");
    expect([head.status, head.body]).toEqual([200, ""]);
    expect(head.headers.get("content-type")).toBe("application/json");
  });

  test("answers are not kept by anything in between", async () => {
    expect((await server.call("GET", "/api/dna/agents")).headers.get("cache-control")).toBe("no-store");
  });

  test.each([
    ["a%2Fb", "a/b"],
    ["%C3%A4%F0%9F%A4%96", "ä🤖"],
    ["a.b..c", "a.b..c"],
    ["100%25", "100%"],
    ["%2525", "%25"],
    ["a%3Fb%23c", "a?b#c"],
    ["a%20b+c", "a b+c"],
    ["%5Cx", "\\x"],
  ])("the id %s in a path is read as %s, decoded once", async (encoded, id) => {
    const { status, body } = await server.call("GET", `/api/dna/agents/${encoded}/history`);
    expect({ status, body }).toEqual({ status: 200, body: { agent_id: id, snapshots: [] } });
  });

  test.each(["%", "%zz", "%C3", "%ED%A0%80"])("the id %s is not percent-encoded UTF-8: 400", async (id) => {
    const { status, body } = await server.call("GET", `/api/dna/agents/${id}/history`);
    expect({ status, detail: body.detail }).toMatchObject({ status: 400, detail: expect.any(String) });
  });

  test.each(["GET http:// HTTP/1.1\r\nHost: a b\r\n\r\n", "GET /api/x\\y HTTP/1.1\r\nHost: ^\r\n\r\n"])(
    "an address that is none is 400: %j",
    async (text) => {
      expect(await raw(text)).toMatch(/^HTTP\/1\.1 400 /);
    },
  );
});

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

  test("a body of 256 KiB is read, one byte more is 413", async () => {
    const body = (bytes: number) => `{"mutation":{},"reason":null,"x":"${"x".repeat(bytes - 36)}"}`;
    const nobody = "/api/dna/agents/nobody/mutate";
    expect(body(262_144)).toHaveLength(262_144);
    expect((await server.call("POST", nobody, body(262_144))).status).toBe(404);
    const refused = await server.call("POST", nobody, body(262_145));
    expect([refused.status, refused.body.detail]).toEqual([413, "The body is larger than 256 KiB"]);
  });

  test("a body that doesn't announce its size is counted as it comes", async () => {
    const chunk = "x".repeat(64 * 1024);
    const sent = `${(chunk.length).toString(16)}\r\n${chunk}\r\n`.repeat(5);
    const head = "POST /api/dna/snapshot HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    const answer = await raw(`${head}Transfer-Encoding: chunked\r\n\r\n${sent}`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*larger than 256 KiB/);
  });

  test("a small body that doesn't announce its size is read", async () => {
    const text = '{"mutation":{"ä":1}}';
    const sent = `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n0\r\n\r\n`;
    const head = "POST /api/dna/agents/nobody/mutate HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    const answer = await raw(
      `${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${sent}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  test("a client that goes away in the middle of its body is nobody's crash", async () => {
    const head = "POST /api/dna/snapshot HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    await raw(`${head}Content-Length: 100\r\n\r\n{"agent_id"`, { hangUp: true });
    await expect.poll(async () => (await server.call("GET", "/api/karma/info")).status).toBe(200);
    expect(server.logged).toEqual([]);
  });
});

test("a defect is 500 without its insides, and is logged whole", async () => {
  const failing = {
    ...otherNouns.telemetry,
    info: () => {
      throw new Error("secret path");
    },
  };
  await server.close();
  server = await startTestServer({ ...otherNouns, telemetry: failing });
  const { status, body } = await server.call("GET", "/api/telemetry/info?token=abc");
  expect({ status, body }).toEqual({ status: 500, body: { detail: "Internal error" } });
  expect(server.logged).toMatchObject([
    {
      message: "request failed",
      fields: { method: "GET", path: "/api/telemetry/info", err: { message: "secret path" } },
    },
  ]);
});

test("health is 503 while not ready, 200 when asked only whether the process lives", async () => {
  expect(await server.call("GET", "/api/health")).toMatchObject({ status: 503, body: { ready: false } });
  expect(await server.call("GET", "/api/health?live=1")).toMatchObject({
    status: 200,
    body: { ready: false },
  });
});

/** What the server says to these bytes until it closes, or for half a second after the last of it. */
function raw(text: string, { hangUp = false } = {}): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => {
      socket.write(text);
      if (hangUp) socket.end(() => socket.destroy());
    });
    socket.on("data", (data) => {
      answer += data;
      if (answer.includes("\r\n\r\n") && /\}$/.test(answer)) socket.destroy();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer));
    socket.setTimeout(3000, () => socket.destroy());
  });
}
