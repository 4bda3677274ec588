import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
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

test("a Redis that doesn't tell is believed", () => {
  expect(checkServer(parseInfo(""))).toEqual([]);
});

const program = inject("redisServerPath");

describe.skipIf(program === null)("a Redis that may throw away what it holds", () => {
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

  test("is opened with a warning that names the setting", async () => {
    const warnings: string[] = [];
    const open = () =>
      openStore({
        dataDir: "not used",
        redisUrl: server.url,
        onWarning: (warning) => warnings.push(warning),
      });
    await (await open()).close();
    expect(warnings).toEqual([]);
    await outsider.config("SET", "maxmemory-policy", "allkeys-lru");
    await (await open()).close();
    expect(warnings).toEqual([expect.stringContaining("maxmemory-policy is allkeys-lru")]);
  });
});
