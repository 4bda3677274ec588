import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { openStore } from "../open.ts";
import { checkServer, parseInfo } from "./info.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

const info = (version: string, policy = "noeviction") =>
  parseInfo(`# Server\r\nredis_version:${version}\r\n\r\n# Memory\r\nmaxmemory_policy:${policy}\r\n`);

test("a Redis that is too old is refused with its version, newer ones are fine", () => {
  expect(() => checkServer(info("6.2.14"))).toThrow(
    expect.objectContaining({ code: "store_unavailable", message: expect.stringContaining("6.2.14") }),
  );
  for (const version of ["7.0.15", "8.6.0", "10.0.0"]) expect(checkServer(info(version))).toEqual([]);
});

test("a node of a cluster that is named as if it stood alone is refused with how to name it", () => {
  expect(() => checkServer(parseInfo("redis_version:7.0.15\r\nredis_mode:cluster\r\n"))).toThrow(
    expect.objectContaining({
      code: "store_unavailable",
      message: expect.stringMatching(/Redis Cluster.*redis\+cluster/),
    }),
  );
  expect(checkServer(parseInfo("redis_version:7.0.15\r\nredis_mode:cluster\r\n"), "cluster")).toEqual([]);
  expect(checkServer(parseInfo("redis_version:7.0.15\r\nredis_mode:standalone\r\n"))).toEqual([]);
});

test("a Redis that doesn't tell is believed", () => {
  expect(checkServer(parseInfo(""))).toEqual([]);
});

const program = inject("redisServerPath");

describe.skipIf(program === null)("a real Redis is opened", () => {
  let server: TestServer;
  let outsider: Redis;
  beforeAll(async () => {
    server = await startTestServer(program ?? undefined);
    outsider = new Redis(server.url);
  });
  afterAll(async () => {
    outsider?.disconnect();
    await server?.close();
  });

  async function warningsOf(url = server.url): Promise<string[]> {
    const warnings: string[] = [];
    const store = await openStore({
      dataDir: "not used",
      redisUrl: url,
      onWarning: (warning) => warnings.push(warning),
    });
    await store.close();
    return warnings;
  }

  test("with a warning that names the setting, when it may throw away what it holds", async () => {
    expect(await warningsOf()).toEqual([]);
    await outsider.config("SET", "maxmemory-policy", "allkeys-lru");
    expect(await warningsOf()).toEqual([expect.stringContaining("maxmemory-policy is allkeys-lru")]);
    await outsider.config("SET", "maxmemory-policy", "noeviction");
  });

  test.each([
    [3_600_000, /^The clock of Redis is (3600|3599)\.\d s behind the clock here/],
    [-60_000, /^The clock of Redis is (60|59)\.\d s ahead of the clock here/],
  ])("with a warning that says by how much its clock differs from ours (%d ms)", async (ms, sentence) => {
    const ours = Date.now;
    vi.spyOn(Date, "now").mockImplementation(() => ours() + ms);
    expect(await warningsOf()).toEqual([expect.stringMatching(sentence)]);
  });

  test("without a warning by a user who may not ask for its clock", async () => {
    await outsider.acl("SETUSER", "shy", "on", ">pw", "~*", "+@all", "-time");
    const url = server.url.replace("redis://", "redis://shy:pw@");
    vi.spyOn(Date, "now").mockReturnValue(0);
    expect(await warningsOf(url)).toEqual([]);
  });
});
