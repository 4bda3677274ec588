import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "#lib/access/decide";
import { IDLE_SECONDS, LONGEST_SECONDS } from "./sessions.ts";
import { startDoors, type TestDoors } from "./test-doors.fixture.ts";
import { ask, closed, cookieOf, tryNamespace, tryPlain } from "./try-doors.fixture.ts";

let doors: TestDoors;
let url: string;

beforeEach(async () => {
  doors = await startDoors();
  url = doors.url;
});
afterEach(() => doors.close());

const PASSWORD = "a long enough password";
const newToken = (role: Role, robots: string | null = null, expiresAt: number | null = null) =>
  doors.access.tokens.create({ role, robots, label: null, expiresAt }, "test");
const addUser = (name: string, role: "viewer" | "operator" | "admin" = "admin") =>
  doors.access.users.create(name, { role, password: PASSWORD }, "test");
const logIn = (name: string, password = PASSWORD, headers = {}) =>
  ask(url, "POST", "/api/access/login", {}, { body: { name, password }, headers });
const from = (address: string) => ({ "x-forwarded-for": address });
async function behindProxy(): Promise<void> {
  await doors.close();
  doors = await startDoors({ trustedProxies: ["127.0.0.1"] });
  url = doors.url;
}

describe("tokens", () => {
  test("a token is told once: what is stored and told about it is no secret", async () => {
    const { id, token } = await newToken("operator");
    expect(token).toMatch(new RegExp(`^bw_${id}_[\\w-]{43}$`));
    const stored = JSON.stringify([
      await doors.store.records.list("access:tokens"),
      await doors.audit(),
      await (await ask(url, "GET", "/api/access", { token: (await newToken("admin")).token })).json(),
    ]);
    expect(stored).toContain(id);
    expect(stored).not.toContain(token.slice(12));
  });

  test("a wrong, altered, expired, revoked or half token is nobody's", async () => {
    const { id, token } = await newToken("viewer");
    const other = await newToken("viewer");
    expect((await ask(url, "GET", "/api/events", { token })).status).toBe(200);
    const altered = token.slice(0, -1) + (token.endsWith("A") ? "B" : "A");
    for (const bad of [
      altered,
      token.slice(0, -1),
      `${token}A`,
      `bw_${id}_${other.token.slice(12)}`,
      id,
      "x",
    ]) {
      const answer = await ask(url, "GET", "/api/events", { token: bad });
      expect(answer.status, bad).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    }
    const short = await newToken("viewer", null, doors.access.now() + 60);
    expect((await ask(url, "GET", "/api/events", { token: short.token })).status).toBe(200);
    doors.pass(61);
    expect(await (await ask(url, "GET", "/api/events", { token: short.token })).json()).toEqual({
      detail: "The credential has expired",
    });
    await doors.access.tokens.revoke(id, "test");
    expect(await (await ask(url, "GET", "/api/events", { token })).json()).toEqual({
      detail: "The credential was revoked",
    });
  });

  test("after ten unknown ones an address is told to wait, and a good one from there is let in (S26)", async () => {
    const { token } = await newToken("viewer");
    const wrong = (i: number) => `bw_${String(i).padStart(8, "0")}_${"x".repeat(43)}`;
    const statuses: number[] = [];
    for (let i = 0; i < 1000; i++)
      statuses.push((await ask(url, "GET", "/api/events", { token: wrong(i) })).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(new Set(statuses.slice(10))).toEqual(new Set([429]));
    const refused = await ask(url, "GET", "/api/events", { token: wrong(0) });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ask(url, "GET", "/api/events", { token })).status).toBe(200);
    expect((await tryNamespace(url, "/dashboard", { token })).outcome).toBe("open");
  });

  test("an Authorization header that is no Bearer token lets nobody in, whatever cookie comes along", async () => {
    await addUser("ada");
    const cookie = cookieOf(await logIn("ada"));
    const answer = await ask(
      url,
      "GET",
      "/api/events",
      { cookie },
      { headers: { authorization: "Basic YTpi" } },
    );
    expect(answer.status).toBe(401);
  });
});

describe("robots", () => {
  test("a robot's token speaks for its own robots on both doors, and reads nothing", async () => {
    const { token } = await newToken("robot", "amr_*");
    const own = await tryNamespace(url, "/robots", { robot_id: "amr_1", token });
    expect(own.outcome).toBe("open");
    expect(await own.socket.emitWithAck("telemetry", { cpu_usage: 5 })).toEqual({ accepted: 1 });
    expect((await tryNamespace(url, "/robots", { robot_id: "agv_1", token })).outcome).toBe("unauthorized");
    expect(
      (await tryPlain(url, "/api/telemetry/ws/amr_1", { authorization: `Bearer ${token}` })).outcome,
    ).toBe("open");
    expect((await tryPlain(url, `/api/telemetry/ws/amr_1?token=${token}`)).outcome).toBe("open");
    expect((await tryPlain(url, `/api/telemetry/ws/agv_1?token=${token}`)).outcome).toBe("4401");
    expect((await tryNamespace(url, "/dashboard", { token })).outcome).toBe("forbidden");
    expect((await ask(url, "GET", "/api/telemetry/robots/amr_1", { token })).status).toBe(403);
    expect((await ask(url, "GET", "/robots", { token })).status).toBe(403);
  });

  test("without a token, with a viewer's, or with something that is no text, no robot comes in", async () => {
    const viewer = (await newToken("viewer")).token;
    for (const token of [undefined, null, "", 5, {}, ["x"], viewer])
      expect((await tryNamespace(url, "/robots", { robot_id: "r", token })).outcome, String(token)).toBe(
        "unauthorized",
      );
    expect((await tryPlain(url, "/api/telemetry/ws/r")).outcome).toBe("4401");
    expect((await tryPlain(url, `/api/telemetry/ws/r?token=${viewer}`)).outcome).toBe("4401");
  });

  test("a person's cookie opens no robot's door", async () => {
    await addUser("ada");
    const cookie = cookieOf(await logIn("ada"));
    expect((await tryNamespace(url, "/robots", { robot_id: "r" }, { cookie })).outcome).toBe("unauthorized");
    expect((await tryPlain(url, "/api/telemetry/ws/r", { cookie })).outcome).toBe("4401");
  });

  test("what a robot says in the moment in which it connects is heard", async () => {
    const { token } = await newToken("robot", "r");
    const { outcome, socket } = await tryPlain(url, `/api/telemetry/ws/r?token=${token}`);
    expect(outcome).toBe("open");
    socket.close();
  });

  test("the token in a query is for the plain WebSocket only", async () => {
    const { token } = await newToken("viewer");
    expect((await ask(url, "GET", `/api/events?token=${token}`)).status).toBe(401);
  });
});

describe("what is open ends with its credential", () => {
  test("a revoked token's sockets are closed, everybody else's stay", async () => {
    const robot = await newToken("robot", "r");
    const viewer = await newToken("viewer");
    const other = await newToken("viewer");
    const opened = [
      (await tryNamespace(url, "/robots", { robot_id: "r", token: robot.token })).socket,
      (await tryPlain(url, `/api/telemetry/ws/r?token=${robot.token}`)).socket,
      (await tryNamespace(url, "/dashboard", { token: viewer.token })).socket,
    ];
    const stays = (await tryNamespace(url, "/dashboard", { token: other.token })).socket;
    const ended = Promise.all(opened.map(closed));
    await doors.access.tokens.revoke(robot.id, "test");
    await doors.access.tokens.revoke(viewer.id, "test");
    await ended;
    expect(stays.connected).toBe(true);
  });

  test("an expired one's too, and those of a user that is removed, demoted below its door, or logged out", async () => {
    await addUser("ada");
    await addUser("bob", "viewer");
    const robot = await newToken("robot", "r", doors.access.now() + 60);
    const bob = { cookie: cookieOf(await logIn("bob")) };
    const dashboard = (await tryNamespace(url, "/dashboard", {}, bob)).socket;
    await ask(url, "POST", "/api/access/logout", bob);
    await closed(dashboard);
    const again = (await tryNamespace(url, "/dashboard", {}, { cookie: cookieOf(await logIn("bob")) }))
      .socket;
    const removed = closed(again);
    await doors.access.users.remove("bob", "test");
    await removed;
    const pushed = (await tryNamespace(url, "/robots", { robot_id: "r", token: robot.token })).socket;
    const expired = closed(pushed);
    doors.pass(61);
    await expired;
  });

  test("another gateway's revocation reaches this one", async () => {
    const { id, token } = await newToken("robot", "r");
    const there = await startDoors({ dataDir: doors.dataDir });
    try {
      const { outcome, socket } = await tryNamespace(there.url, "/robots", { robot_id: "r", token });
      expect(outcome).toBe("open");
      const ended = closed(socket);
      await doors.access.tokens.revoke(id, "test");
      await ended;
      // And what another gateway has just made is known at once.
      const fresh = await newToken("viewer");
      expect((await tryNamespace(there.url, "/dashboard", { token: fresh.token })).outcome).toBe("open");
    } finally {
      await there.close({ keepData: true });
    }
  });
});

describe("people", () => {
  test("log in with a cookie that no script reads and no other site sends, and out again", async () => {
    await addUser("ada", "admin");
    const answer = await logIn("Ada");
    expect(await answer.json()).toEqual({ access: "on", name: "ada", role: "admin" });
    expect(answer.headers.get("set-cookie")).toMatch(
      /^brainwave_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
    );
    const cookie = cookieOf(answer);
    expect((await ask(url, "GET", "/api/events", { cookie })).status).toBe(200);
    expect((await ask(url, "GET", "/", { cookie })).status).toBe(200);
    expect((await ask(url, "POST", "/api/access/logout", { cookie })).headers.get("set-cookie")).toContain(
      "Max-Age=0",
    );
    expect((await ask(url, "GET", "/api/events", { cookie })).status).toBe(401);
  });

  test("over TLS the cookie has a name that no neighbour can set, and no other is listened to", async () => {
    await behindProxy();
    await addUser("ada");
    const https = { "x-forwarded-proto": "https" };
    const answer = await logIn("ada", PASSWORD, https);
    expect(answer.headers.get("set-cookie")).toMatch(
      /^__Host-brainwave_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/,
    );
    const cookie = cookieOf(answer);
    const planted = cookie.replace("__Host-", "");
    const account = (shown: string, headers = {}) =>
      ask(url, "GET", "/api/access/account", { cookie: shown }, { headers }).then(({ status }) => status);
    expect(await account(`${planted}x; ${cookie}`, https)).toBe(200);
    expect(await account(planted, https)).toBe(401);
    expect(await account(cookie)).toBe(401);
    const out = await ask(url, "POST", "/api/access/logout", { cookie }, { headers: https });
    expect(out.headers.get("set-cookie")).toMatch(/^__Host-brainwave_session=; .*Max-Age=0; Secure$/);
  });

  test("a tampered, cut or made-up cookie is nobody's", async () => {
    await addUser("ada");
    const cookie = cookieOf(await logIn("ada"));
    const [name, secret = ""] = cookie.split("=");
    const altered = secret.slice(0, -2) + (secret.endsWith("AA") ? "BB" : "AA");
    const stored = (await doors.store.records.list("access:sessions"))[0]?.key;
    for (const value of [altered, secret.slice(1), "", stored, "__proto__", `${secret},${secret}`])
      expect((await ask(url, "GET", "/api/events", { cookie: `${name}=${value}` })).status, value).toBe(401);
  });

  test("a session ends when it isn't used, and in any case after two weeks", async () => {
    await addUser("ada");
    const cookie = cookieOf(await logIn("ada"));
    const status = async () => (await ask(url, "GET", "/api/access/account", { cookie })).status;
    doors.pass(IDLE_SECONDS - 60);
    expect(await status()).toBe(200);
    // Its use is written behind the answer.
    await expect.poll(async () => (await doors.store.records.list("access:sessions"))[0]?.revision).toBe(2);
    doors.pass(IDLE_SECONDS - 60);
    expect(await status()).toBe(200);
    doors.pass(IDLE_SECONDS);
    expect(await status()).toBe(401);
    const later = cookieOf(await logIn("ada"));
    doors.pass(LONGEST_SECONDS);
    expect((await ask(url, "GET", "/api/events", { cookie: later })).status).toBe(401);
  });

  test("a new password, and logging out everywhere, ends every session", async () => {
    await addUser("ada");
    const first = cookieOf(await logIn("ada"));
    const second = cookieOf(await logIn("ada"));
    const body = { current: PASSWORD, password: "another long password" };
    const changed = await ask(url, "POST", "/api/access/password", { cookie: first }, { body });
    for (const cookie of [first, second])
      expect((await ask(url, "GET", "/api/events", { cookie })).status).toBe(401);
    const third = cookieOf(changed);
    expect((await ask(url, "GET", "/api/events", { cookie: third })).status).toBe(200);
    expect((await logIn("ada")).status).toBe(401);
    const fourth = cookieOf(await logIn("ada", body.password));
    await ask(url, "POST", "/api/access/logout", { cookie: fourth }, { body: { everywhere: true } });
    for (const cookie of [third, fourth])
      expect((await ask(url, "GET", "/api/events", { cookie })).status).toBe(401);
  });

  test("ten wrong passwords and the name is closed from there for a minute; another's right one is not", async () => {
    await addUser("ada");
    await addUser("bob", "viewer");
    const statuses: number[] = [];
    for (let i = 0; i < 11; i++) statuses.push((await logIn("ada", `wrong ${i}`)).status);
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
    const refused = await logIn("ada");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await logIn("nobody-of-that-name", "wrong")).status).toBe(429);
    expect((await logIn("bob")).status).toBe(200);
    const told = (await doors.audit()).filter(({ type }) => type === "access.login_failed");
    expect(told).toMatchObject([{ payload: { user: "ada", failures: 1 } }]);
    expect(JSON.stringify(await doors.audit())).not.toContain("wrong");
  });

  test("a hundred guesses at once are not a hundred guesses", async () => {
    await addUser("ada");
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => logIn("ada", `wrong ${i}`)));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(10);
  });

  test("a flood of log-ins from one address keeps nobody out who comes from another", async () => {
    await behindProxy();
    await addUser("ada");
    const flood = Array.from({ length: 60 }, (_, i) => logIn(`guess-${i}`, "wrong", from("192.0.2.1")));
    expect((await Promise.race(flood)).status).toBe(429);
    expect((await logIn("ada", PASSWORD, from("192.0.2.2"))).status).toBe(200);
    await Promise.all(flood);
  });

  test("an IPv6 network that takes another of its addresses for each guess has ten guesses, too", async () => {
    await behindProxy();
    await addUser("ada");
    const statuses: number[] = [];
    for (let i = 0; i < 11; i++)
      statuses.push((await logIn("ada", `wrong ${i}`, from(`2001:db8:0:7::${i}`))).status);
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
    expect((await logIn("ada", PASSWORD, from("2001:db8:0:8::1"))).status).toBe(200);
  });

  test("somebody who isn't there is refused with the same words, and not named in the audit trail", async () => {
    await addUser("ada");
    const [known, unknown] = [await logIn("ada", "wrong"), await logIn("hunter2", "wrong")];
    expect([known.status, unknown.status]).toEqual([401, 401]);
    expect(await unknown.json()).toEqual(await known.json());
    expect(JSON.stringify(await doors.audit())).not.toContain("hunter2");
  });
});

describe("cross-site", () => {
  test("with a cookie a write must come from our own page; with a token from anywhere", async () => {
    await addUser("ada");
    const cookie = cookieOf(await logIn("ada"));
    const write = (headers: Record<string, string>, bearer?: string) =>
      fetch(`${url}/api/demo`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(bearer ? { authorization: `Bearer ${bearer}` } : { cookie }),
          ...headers,
        },
        body: '{"running":false}',
      }).then(({ status }) => status);
    expect(await write({ origin: url })).toBe(200);
    expect(await write({ "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await write({})).toBe(403);
    for (const site of ["cross-site", "same-site", "none"])
      expect(await write({ "sec-fetch-site": site }), site).toBe(403);
    for (const origin of ["http://evil.example", "null", `${url}.evil.example`, "http://127.0.0.1:1"])
      expect(await write({ origin }), origin).toBe(403);
    expect(await write({}, (await newToken("operator")).token)).toBe(200);
    expect(await write({ origin: url, "content-type": "text/plain" })).toBe(415);
    expect(
      (
        await fetch(`${url}/api/access/login`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: "{}",
        })
      ).status,
    ).toBe(403);
  });

  test("no foreign page, and no foreign name, opens any door, whatever it carries (S25)", async () => {
    await addUser("ada");
    const cookie = cookieOf(await logIn("ada"));
    const { token } = await newToken("admin");
    const foreigners: Record<string, string>[] = [
      { origin: "http://evil.example" },
      { origin: "null" },
      { origin: `${url}.evil.example` },
      { host: "evil.example" },
    ];
    for (const foreign of foreigners) {
      const headers: Record<string, string> = { ...foreign, cookie };
      if (foreign.origin) {
        expect((await ask(url, "GET", "/api/events", { cookie }, { headers })).status).toBe(403);
        expect((await ask(url, "GET", "/", { cookie }, { headers })).status).toBe(403);
      }
      expect((await tryPlain(url, `/api/telemetry/ws/r?token=${token}`, headers)).outcome).toContain("403");
      // Engine.IO's own refusal.
      const engine = await tryPlain(url, "/socket.io/?EIO=4&transport=websocket", headers);
      expect(engine.outcome).toContain("400");
    }
  });
});

describe("pages", () => {
  test("lead to the log-in, and back to where one wanted to go", async () => {
    const answer = await ask(url, "GET", "/events?query=a:b&x=//evil");
    expect(answer.status).toBe(307);
    expect(answer.headers.get("location")).toBe("/login?next=%2Fevents%3Fquery%3Da%3Ab%26x%3D%2F%2Fevil");
  });

  test.each(["/login", "/setup", "/_next/static/chunks/a-b.c.js"])("%s is for everybody", async (path) => {
    expect((await ask(url, "GET", path)).status).toBe(200);
  });

  test.each([
    "/",
    "/login/",
    "/Login",
    "//login",
    "/login%2f..%2fevents",
    "/_next/static/../../events",
    "/_next/static/%2e%2e/%2e%2e/events",
    "/_next/static//../events",
    "/_next/static/..\\events",
    "/_next/data/x/events.json",
    "/_next/image?url=/events",
    "/%61pi/events",
    "//api/events",
    "/API/events",
  ])("%s isn't", async (path) => {
    const { request } = await import("node:http");
    const status = await new Promise((resolve) =>
      // As it is: fetch would tidy the path.
      request(url, { path }, (response) => resolve(response.resume().statusCode)).end(),
    );
    expect(status).toBe(307);
  });
});

describe("the first user", () => {
  test("is made with the set-up link, once, and is an admin", async () => {
    const code = doors.setupLink.make();
    const setUp = (given: string, name = "ada", password = PASSWORD) =>
      ask(url, "POST", "/api/access/setup", {}, { body: { code: given, name, password } });
    expect((await setUp("wrong")).status).toBe(401);
    expect((await setUp(code, "ada", "short")).status).toBe(422);
    const answer = await setUp(code);
    expect(await answer.json()).toMatchObject({ name: "ada", role: "admin" });
    expect((await ask(url, "GET", "/api/access", { cookie: cookieOf(answer) })).status).toBe(200);
    expect((await setUp(code, "eve")).status).toBe(401);
    expect((await setUp(doors.setupLink.make(), "eve")).status).toBe(409);
  });

  test("role and password are changed both or not at all", async () => {
    await addUser("ada");
    const admin = { cookie: cookieOf(await logIn("ada")) };
    const change = (name: string, body: unknown) =>
      ask(url, "POST", `/api/access/users/${name}`, admin, { body }).then(({ status }) => status);
    const password = "another long password";
    expect(await change("ada", { role: "viewer", password })).toBe(409);
    expect((await logIn("ada", password)).status).toBe(401);
    await addUser("bob", "operator");
    const bob = { cookie: cookieOf(await logIn("bob")) };
    expect(await change("bob", { role: "viewer", password })).toBe(200);
    expect((await ask(url, "GET", "/api/access/account", bob)).status).toBe(401);
    expect(await (await logIn("bob", password)).json()).toMatchObject({ name: "bob", role: "viewer" });
    const told = (await doors.audit()).filter(({ type }) => type === "access.user_changed");
    expect(told.map(({ payload }) => payload)).toMatchObject([
      { user: "bob", changed: "role", role: "viewer", by: "ada" },
      { user: "bob", changed: "password", role: "viewer", by: "ada" },
    ]);
  });

  test("can't be less than an admin, and the last admin stays one", async () => {
    await expect(addUser("bob", "viewer")).rejects.toMatchObject({ code: "conflict" });
    await addUser("ada");
    await expect(doors.access.users.remove("ada", "test")).rejects.toMatchObject({ code: "conflict" });
    await expect(doors.access.users.update("ada", { role: "viewer" }, "test")).rejects.toMatchObject({
      code: "conflict",
    });
    await addUser("bob");
    const both = await Promise.allSettled(
      ["ada", "bob"].map((name) => doors.access.users.update(name, { role: "viewer" }, "test")),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("nobody rises above their role", () => {
  test("neither by their own request nor by an event that says so", async () => {
    await addUser("ada");
    const viewer = (await newToken("viewer")).token;
    const operator = (await newToken("operator")).token;
    for (const token of [viewer, operator]) {
      for (const [path, body] of [
        ["/api/access/users", { name: "eve", role: "admin", password: PASSWORD }],
        ["/api/access/users/ada", { role: "viewer" }],
        ["/api/access/tokens", { role: "admin" }],
        ["/api/access/setup", { code: "x", name: "eve", password: PASSWORD }],
      ] as const)
        expect([401, 403], path).toContain((await ask(url, "POST", path, { token }, { body })).status);
      expect((await ask(url, "GET", "/api/access", { token })).status).toBe(403);
    }
    expect((await ask(url, "POST", "/api/demo", { token: viewer }, { body: { running: true } })).status).toBe(
      403,
    );
  });
});

test("without a user or a token, and not required, everybody may do everything, until there is one", async () => {
  const open = await startDoors({ required: false });
  try {
    expect(await (await ask(open.url, "GET", "/api/access/account")).json()).toEqual({
      access: "off",
      name: null,
      role: null,
    });
    const { outcome, socket } = await tryNamespace(open.url, "/dashboard", {});
    expect(outcome).toBe("open");
    const ended = closed(socket);
    const body = { name: "ada", role: "admin", password: PASSWORD };
    expect((await ask(open.url, "POST", "/api/access/users", {}, { body })).status).toBe(201);
    await ended;
    expect((await ask(open.url, "GET", "/api/events")).status).toBe(401);
    expect((await tryNamespace(open.url, "/robots", { robot_id: "r" })).outcome).toBe("unauthorized");
  } finally {
    await open.close();
  }
});
