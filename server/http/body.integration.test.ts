import { afterAll, beforeAll, expect, test } from "vitest";
import { otherNouns } from "./other-nouns.fixture.ts";
import { startTestServer, type TestServer } from "./test-server.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(otherNouns);
  await server.call("POST", "/api/dna/snapshot", { agent_id: "alpha", dna: { a: 1 } });
});
afterAll(() => server.close());

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
  const answer = await server.raw(`${head}Transfer-Encoding: chunked\r\n\r\n${sent}`);
  expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*larger than 256 KiB/);
});

test("a small body that doesn't announce its size is read", async () => {
  const text = '{"mutation":{"ä":1}}';
  const sent = `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n0\r\n\r\n`;
  const head = "POST /api/dna/agents/nobody/mutate HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
  const answer = await server.raw(
    `${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${sent}`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 404 /);
});

test("a client that goes away in the middle of its body is nobody's crash", async () => {
  const head = "POST /api/dna/snapshot HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  await server.raw(`${head}Content-Length: 100\r\n\r\n{"agent_id"`, { hangUp: true });
  await expect.poll(async () => (await server.call("GET", "/api/karma/info")).status).toBe(200);
  expect(server.logged).toEqual([]);
});
