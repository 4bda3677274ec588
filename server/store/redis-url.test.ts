import { expect, test } from "vitest";
import { nameOf, readRedisUrl } from "./redis-url.ts";

test("one server is taken as it is", () => {
  for (const url of ["redis://localhost:6379", "rediss://someone:pw@redis.example/2"])
    expect(readRedisUrl(url)).toEqual({ kind: "server", url });
});

test("sentinels, with what the servers and what they themselves ask for", () => {
  expect(readRedisUrl("redis+sentinel://one.example,two.example:26380,[::1]:26381/mymaster")).toEqual({
    kind: "sentinels",
    nodes: [
      { host: "one.example", port: 26379 },
      { host: "two.example", port: 26380 },
      { host: "::1", port: 26381 },
    ],
    name: "mymaster",
    db: 0,
  });
  const url =
    "redis+sentinel://someone:p%40ss@one/mymaster/3?sentinel_username=watcher&sentinel_password=other%26";
  expect(readRedisUrl(url)).toMatchObject({
    db: 3,
    username: "someone",
    password: "p@ss",
    sentinelUsername: "watcher",
    sentinelPassword: "other&",
  });
  expect(readRedisUrl("redis+sentinel://:only@one/mymaster")).toMatchObject({ password: "only" });
});

test("nodes of a cluster", () => {
  expect(readRedisUrl("redis+cluster://someone:pw@one,two:7001")).toEqual({
    kind: "cluster",
    nodes: [
      { host: "one", port: 6379 },
      { host: "two", port: 7001 },
    ],
    username: "someone",
    password: "pw",
  });
});

test.each([
  "localhost:6379",
  "http://localhost",
  "redis+sentinel://one:26379",
  "redis+sentinel:///mymaster",
  "redis+sentinel://one,,two/mymaster",
  "redis+sentinel://one:99999/mymaster",
  "redis+sentinel://one/mymaster/db",
  "redis+sentinel://one/mymaster?sentinel_passwort=typo",
  "rediss+sentinel://one/mymaster",
  "redis+cluster://one/2",
  "redis+cluster://one?sentinel_password=x",
])("%s is none", (url) => {
  expect(readRedisUrl(url)).toBeNull();
});

test("a name for people has every address and no password", () => {
  const named = (url: string) => nameOf(readRedisUrl(url) ?? expect.fail());
  expect(named("redis://someone:secret@127.0.0.1/0")).toBe("Redis at 127.0.0.1:6379");
  expect(named("redis+sentinel://:secret@one,two:1/mymaster?sentinel_password=secret")).toBe(
    'Redis "mymaster" of the sentinels at one:26379, two:1',
  );
  expect(named("redis+cluster://:secret@one,two:1")).toBe("The Redis Cluster at one:6379, two:1");
});
