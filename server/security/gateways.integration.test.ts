import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { startTestServer, type TestServer } from "#server/store/redis/test-server";
import { startDoors, type TestDoors } from "./test-doors.fixture.ts";
import { ask, closed, cookieOf, tryNamespace, tryPlain } from "./try-doors.fixture.ts";

const PASSWORD = "a long enough password";
const program = inject("redisServerPath");

let redis: TestServer;
let here: TestDoors;
let there: TestDoors;

beforeAll(async () => {
  if (!program) throw new Error("There is no redis-server on this machine. `npm test` installs one.");
  redis = await startTestServer(program);
  here = await startDoors({ redisUrl: redis.url });
  there = await startDoors({ redisUrl: redis.url });
});
afterAll(async () => {
  await here.close();
  await there.close();
  await redis.close();
});

const newToken = (role: "viewer" | "robot", robots: string | null = null) =>
  here.access.tokens.create({ role, robots, label: null, expiresAt: null }, "test");

// Two gateways on one Redis (reliability.md, S27).
test("a credential made at one gateway counts at the other at once, and what it holds open there ends with it", async () => {
  const viewer = await newToken("viewer");
  const robot = await newToken("robot", "r");
  const opened = [
    await tryNamespace(there.url, "/dashboard", { token: viewer.token }),
    await tryNamespace(there.url, "/robots", { robot_id: "r", token: robot.token }),
    await tryPlain(there.url, `/api/telemetry/ws/r?token=${robot.token}`),
  ];
  expect(opened.map(({ outcome }) => outcome)).toEqual(["open", "open", "open"]);
  const ended = Promise.all(opened.map(({ socket }) => closed(socket)));
  await here.access.tokens.revoke(viewer.id, "test");
  await here.access.tokens.revoke(robot.id, "test");
  await ended;
  expect((await tryNamespace(there.url, "/dashboard", { token: viewer.token })).outcome).toBe("unauthorized");
});

// Routes are answered by the process's one set of services, which is that of `there`; sockets by their own gateway.
test("a person who logs in at one gateway is known at the other, and logged out there by a new password", async () => {
  await here.access.users.create("ada", { role: "admin", password: PASSWORD }, "test");
  const body = { name: "ada", password: PASSWORD };
  const cookie = cookieOf(await ask(there.url, "POST", "/api/access/login", {}, { body }));
  const { outcome, socket } = await tryNamespace(here.url, "/dashboard", {}, { cookie });
  expect(outcome).toBe("open");
  expect((await ask(here.url, "GET", "/", { cookie })).status).toBe(200);
  const ended = closed(socket);
  await there.access.users.update("ada", { password: "another long password" }, "test");
  await ended;
  expect((await tryNamespace(here.url, "/dashboard", {}, { cookie })).outcome).toBe("unauthorized");
});

test("two admins who demote each other at two gateways at once leave one", async () => {
  await here.access.users.create("bob", { role: "admin", password: PASSWORD }, "test");
  const outcomes = await Promise.allSettled([
    here.access.users.update("ada", { role: "viewer" }, "bob"),
    there.access.users.update("bob", { role: "viewer" }, "ada"),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await here.access.directory.refresh();
  expect(
    [...here.access.directory.users().values()].filter(({ value }) => value.role === "admin"),
  ).toHaveLength(1);
});

test("what takes access away is done also while the memory of Redis is full; what gives it is refused", async () => {
  const viewer = await newToken("viewer");
  await here.access.users.create("cyd", { role: "viewer", password: PASSWORD }, "test");
  await here.access.users.create("dan", { role: "viewer", password: PASSWORD }, "test");
  const body = { name: "cyd", password: PASSWORD };
  const cookie = cookieOf(await ask(there.url, "POST", "/api/access/login", {}, { body }));
  await redis.setMaxMemory(1);
  try {
    await expect(newToken("viewer")).rejects.toMatchObject({ code: "store_full" });
    const { outcome, socket } = await tryNamespace(there.url, "/dashboard", { token: viewer.token });
    expect(outcome).toBe("open");
    const ended = closed(socket);
    await here.access.tokens.revoke(viewer.id, "test");
    await ended;
    const out = await ask(there.url, "POST", "/api/access/logout", { cookie }, { body: {} });
    expect(out.status).toBe(200);
    expect((await ask(there.url, "GET", "/api/events", { cookie })).status).toBe(401);
    await here.access.users.logOutEverywhere("cyd", "test");
    await here.access.users.update("cyd", { password: "another long password" }, "test");
    await here.access.users.remove("dan", "test");
    expect(here.access.directory.users().has("dan")).toBe(false);
  } finally {
    await redis.setMaxMemory(0);
  }
});

test("while Redis is away, who was known is let in, and nobody else", async () => {
  const { token } = await newToken("viewer");
  await here.access.users.create("eve", { role: "admin", password: "a long password" }, "test");
  await redis.kill();
  const page = (visitor: Parameters<typeof ask>[3]) =>
    ask(here.url, "GET", "/", visitor).then(({ status }) => status);
  expect(await page({ token })).toBe(200);
  expect(await page({})).toBe(307);
  // Whether there is such a name is told to nobody.
  for (const [name, password] of [
    ["eve", "a long password"],
    ["eve", "a wrong password"],
    ["nobody", "a long password"],
  ])
    expect((await ask(here.url, "POST", "/api/access/login", {}, { body: { name, password } })).status).toBe(
      503,
    );
  const unknown = `bw_AAAAAAAA_${"x".repeat(43)}`;
  expect(await page({ token: unknown })).toBe(503);
  expect((await tryPlain(here.url, `/api/telemetry/ws/r?token=${unknown}`)).outcome).toBe("4429");
  await redis.start();
});
