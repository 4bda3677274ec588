import { afterAll, beforeAll, expect, test } from "vitest";
import { otherNouns } from "./other-nouns.fixture.ts";
import { startTestServer, type TestServer } from "./test-server.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(otherNouns);
  await server.call("POST", "/api/dna/snapshot", { agent_id: "alpha", dna: { a: 1 } });
});
afterAll(() => server.close());

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

test.each([
  ["%2E%2E", ".."],
  ["%2e", "."],
  ["..", ".."],
  ["%2E%2E%2Fevents", "../events"],
])("the id %s is read as %s: nothing walks its dots", async (encoded, id) => {
  // As a browser doesn't send it: its own reading of an address does walk them.
  const answer = await server.raw(`GET /api/dna/agents/${encoded}/history HTTP/1.1\r\nHost: a\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toContain(JSON.stringify({ agent_id: id, snapshots: [] }));
});

test.each(["%", "%zz", "%C3", "%ED%A0%80"])("the id %s is not percent-encoded UTF-8: 400", async (id) => {
  const { status, body } = await server.call("GET", `/api/dna/agents/${id}/history`);
  expect({ status, detail: body.detail }).toMatchObject({ status: 400, detail: expect.any(String) });
});

test.each(["GET http:// HTTP/1.1\r\nHost: a b\r\n\r\n", "GET /api/x\\y HTTP/1.1\r\nHost: ^\r\n\r\n"])(
  "an address that is none is 400: %j",
  async (text) => {
    expect(await server.raw(text)).toMatch(/^HTTP\/1\.1 400 /);
  },
);

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
