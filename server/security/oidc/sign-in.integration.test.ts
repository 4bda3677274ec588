import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startDoors, type TestDoors } from "../test-doors.fixture.ts";
import { ask, closed, tryNamespace } from "../try-doors.fixture.ts";
import { newBrowser, startProvider, type TestProvider } from "./test-provider.fixture.ts";

let provider: TestProvider;
let doors: TestDoors;
let logged: string[];
const logger = Object.fromEntries(
  ["debug", "info", "warn", "error"].map((level) => [
    level,
    (fields: object, message: string) => logged.push(JSON.stringify({ message, ...fields })),
  ]),
) as never;

beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.stop());
beforeEach(async () => {
  logged = [];
  doors = await startDoors({ oidc: provider.settings, logger });
});
afterEach(() => doors.close());

const ANNA = { login: "anna-brainwave-admin" };
const toCallback = (browser = newBrowser(), who: Record<string, string> = ANNA, next?: string) =>
  browser.toCallback(doors.url, provider.settings.issuer, who, next);

/** Where a callback leads that lets nobody in: the reason. */
async function refusalOf(answer: Response): Promise<string | null> {
  expect(answer.status).toBe(303);
  const place = new URL(answer.headers.get("location") ?? "", doors.url);
  expect([place.origin, place.pathname]).toEqual([doors.url, "/login"]);
  expect(answer.headers.getSetCookie().join()).not.toMatch(/brainwave_session=[^;]/);
  return place.searchParams.get("problem");
}

async function enter(who: Record<string, string> = ANNA, next?: string) {
  const browser = newBrowser();
  const answer = await browser.go(await toCallback(browser, who, next));
  const cookie = `brainwave_session=${browser.cookiesOf(doors.url).get("brainwave_session")}`;
  return { browser, answer, cookie };
}

test("who has a role at the provider comes in, to where they wanted to go, with a session like any other", async () => {
  const { answer, cookie } = await enter(ANNA, '/events?type=dna&x="><script>');
  expect(answer.status).toBe(200);
  const [session] = answer.headers.getSetCookie();
  expect(session).toMatch(/^brainwave_session=\S{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
  const html = await answer.text();
  expect(html).toContain('content="0;url=/events?type=dna&#38;x=%22%3E%3Cscript%3E"');
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");

  const account = await ask(doors.url, "GET", "/api/access/account", { cookie });
  expect(await account.json()).toEqual({ access: "on", name: "oidc:anna", role: "admin" });
  const { users } = (await (await ask(doors.url, "GET", "/api/access", { cookie })).json()) as {
    users: unknown[];
  };
  expect(users).toMatchObject([
    { name: "oidc:anna", role: "admin", provider: `localhost:${provider.port}`, sessions: 1 },
  ]);
  expect(await doors.audit()).toMatchObject([
    { type: "access.user_created", payload: { user: "oidc:anna", role: "admin", by: "identity provider" } },
    { type: "access.login", payload: { user: "oidc:anna", how: "oidc", address: "127.0.0.1" } },
  ]);
});

test("the browser is sent with PKCE, state and nonce, and keeps what it needs for the way back to itself", async () => {
  const browser = newBrowser();
  const begun = await browser.go(`${doors.url}/api/access/oidc?next=//evil.example`);
  const { origin, searchParams } = new URL(browser.whither(begun, doors.url));
  expect(origin).toBe(provider.settings.issuer);
  expect(Object.fromEntries(searchParams)).toMatchObject({
    response_type: "code",
    client_id: "brainwave",
    redirect_uri: `${doors.url}/api/access/oidc/callback`,
    code_challenge_method: "S256",
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
  });
  expect(begun.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^brainwave_sign_in=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/),
  ]);
});

test("nobody comes in with somebody else's callback, an older one, or one that was changed", async () => {
  const browser = newBrowser();
  const callback = await toCallback(browser);
  const other = newBrowser();
  expect(await refusalOf(await other.go(callback))).toBe("not_begun");
  // The other one has begun a log-in too.
  await other.go(`${doors.url}/api/access/oidc`);
  expect(await refusalOf(await other.go(callback))).toBe("not_begun");

  const changed = new URL(callback);
  changed.searchParams.set("state", "x".repeat(43));
  const third = newBrowser();
  const itsOwn = new URL(await toCallback(third));
  itsOwn.searchParams.set("state", "x".repeat(43));
  expect(await refusalOf(await third.go(itsOwn.href))).toBe("not_begun");

  // As it was meant, it still works, where it was begun.
  expect((await browser.go(callback)).status).toBe(200);
});

test("a code counts once, also for the browser that still has its cookie", async () => {
  const browser = newBrowser();
  const callback = await toCallback(browser);
  const begun = new Map(browser.cookiesOf(doors.url));
  expect((await browser.go(callback)).status).toBe(200);
  expect(await refusalOf(await browser.go(callback))).toBe("not_begun");
  for (const [name, value] of begun) browser.cookiesOf(doors.url).set(name, value);
  expect(await refusalOf(await browser.go(callback))).toBe("not_verified");
});

test.each<[what: string, change: Record<string, unknown>]>([
  ["another nonce", { nonce: "y".repeat(43) }],
  ["another verifier", { verifier: "z".repeat(43) }],
])("with %s than it was begun with nobody comes in", async (_what, change) => {
  const browser = newBrowser();
  const callback = await toCallback(browser);
  const cookies = browser.cookiesOf(doors.url);
  const kept = JSON.parse(Buffer.from(cookies.get("brainwave_sign_in") ?? "", "base64url").toString());
  cookies.set("brainwave_sign_in", Buffer.from(JSON.stringify({ ...kept, ...change })).toString("base64url"));
  expect(await refusalOf(await browser.go(callback))).toBe("not_verified");
});

test("the way back leads nowhere else, whatever the browser kept", async () => {
  const browser = newBrowser();
  const callback = await toCallback(browser);
  const cookies = browser.cookiesOf(doors.url);
  const kept = JSON.parse(Buffer.from(cookies.get("brainwave_sign_in") ?? "", "base64url").toString());
  cookies.set(
    "brainwave_sign_in",
    Buffer.from(JSON.stringify({ ...kept, next: "https://evil.example/" })).toString("base64url"),
  );
  expect(await (await browser.go(callback)).text()).toContain('content="0;url=/"');
});

test("another issuer's answer is refused, and one that never came from the provider", async () => {
  const browser = newBrowser();
  const callback = new URL(await toCallback(browser));
  callback.searchParams.set("iss", "https://evil.example");
  expect(await refusalOf(await browser.go(callback.href))).toBe("not_verified");
  const again = newBrowser();
  const made = new URL(await toCallback(again));
  made.searchParams.set("code", "made-up");
  expect(await refusalOf(await again.go(made.href))).toBe("not_verified");
});

test("a log-in that took too long is over", async () => {
  const browser = newBrowser();
  const callback = await toCallback(browser);
  doors.pass(599);
  const inTime = newBrowser();
  expect((await inTime.go(await toCallback(inTime))).status).toBe(200);
  doors.pass(1);
  expect(await refusalOf(await browser.go(callback))).toBe("expired");
});

test("without a role nobody comes in, nor who turned back at the provider; the audit trail says so", async () => {
  expect(await refusalOf((await enter({ login: "nora" })).answer)).toBe("no_role");
  expect(await refusalOf((await enter({ login: "nora-admin" })).answer)).toBe("no_role");
  expect(await refusalOf((await enter({ abort: "1" })).answer)).toBe("refused");
  expect(doors.access.directory.users().size).toBe(0);
  expect(await doors.audit()).toMatchObject([
    { type: "access.login_failed", payload: { how: "oidc", failures: 1, address: "127.0.0.1" } },
  ]);
});

test("somebody of another name with the same sound is somebody else; a user with a password is never taken over", async () => {
  await doors.access.users.create("anna", { role: "admin", password: "a long enough password" }, "test");
  await enter({ login: "anna-brainwave-viewer" });
  await enter({ login: "Anna-brainwave-operator" });
  await enter({ login: "anna-brainwave-viewer" });
  const users = [...doors.access.directory.users()].map(([name, { value }]) => [name, value.role]);
  expect(users.sort()).toEqual([
    ["anna", "admin"],
    ["oidc:anna", "viewer"],
    ["oidc:anna-2", "operator"],
  ]);
});

test("logged out everywhere, each of their sessions is over, and what they hold open is closed", async () => {
  const first = await enter();
  const second = await enter();
  const { outcome, socket } = await tryNamespace(doors.url, "/dashboard", {}, first);
  expect(outcome).toBe("open");
  const ended = closed(socket);
  const answer = await ask(doors.url, "POST", "/api/access/logout", second, { body: { everywhere: true } });
  expect(answer.status).toBe(200);
  await ended;
  for (const { cookie } of [first, second])
    expect((await ask(doors.url, "GET", "/api/access/account", { cookie })).status).toBe(401);
});

test("role and password are the provider's to change; an admin may end and remove, and the next log-in counts anew", async () => {
  const { cookie } = await enter();
  await enter({ login: "vera-brainwave-viewer" });
  const change = (path: string, body: unknown) => ask(doors.url, "POST", path, { cookie }, { body });
  expect((await change("/api/access/users/oidc:vera", { role: "admin" })).status).toBe(409);
  expect((await change("/api/access/users/oidc%3Avera", { password: "a long enough password" })).status).toBe(
    409,
  );
  expect(
    (await change("/api/access/password", { current: "x", password: "a long enough password" })).status,
  ).toBe(403);
  expect(
    (
      await change("/api/access/users", {
        name: "oidc:eve",
        role: "admin",
        password: "a long enough password",
      })
    ).status,
  ).toBe(422);
  expect((await change("/api/access/login", { name: "oidc:vera", password: "x" })).status).toBe(422);
  expect((await change("/api/access/users/oidc:vera/remove", {})).status).toBe(200);
  expect(doors.access.directory.users().has("oidc:vera")).toBe(false);
});

test("their session is over after twelve hours, used or not, so that what the provider takes away counts by then", async () => {
  const { cookie } = await enter();
  const status = async () => (await ask(doors.url, "GET", "/api/access/account", { cookie })).status;
  doors.pass(6 * 3600);
  expect(await status()).toBe(200);
  doors.pass(6 * 3600);
  expect(await status()).toBe(401);
});

test("while the provider is away the log-in page says so and a password works; afterwards all is well again", async () => {
  await doors.access.users.create("ada", { role: "admin", password: "a long enough password" }, "test");
  const browser = newBrowser();
  const callback = await toCallback(browser);
  await provider.stop();
  try {
    expect(await refusalOf(await browser.go(callback))).toBe("unreachable");
    const dataDir = doors.dataDir;
    await doors.close({ keepData: true });
    // It starts all the same.
    doors = await startDoors({ oidc: provider.settings, logger, dataDir });
    const begun = await newBrowser().go(`${doors.url}/api/access/oidc?next=/robots`);
    expect(await refusalOf(begun)).toBe("unreachable");
    expect(begun.headers.get("location")).toContain("next=%2Frobots");
    expect(doors.signIn?.view()).toMatchObject({
      problem: "unreachable",
      name: `localhost:${provider.port}`,
    });
    const body = { name: "ada", password: "a long enough password" };
    expect((await ask(doors.url, "POST", "/api/access/login", {}, { body })).status).toBe(200);
  } finally {
    await provider.start();
  }
  expect((await enter()).answer.status).toBe(200);
  expect(doors.signIn?.view().problem).toBeNull();
});

test("a provider that calls itself otherwise than the settings do is not used", async () => {
  await doors.close();
  const issuer = `http://127.0.0.1:${provider.port}`;
  doors = await startDoors({ oidc: { ...provider.settings, issuer }, logger });
  expect(await refusalOf(await newBrowser().go(`${doors.url}/api/access/oidc`))).toBe("misconfigured");
  expect(logged.join("\n")).toContain("does not match the expected issuer");
});

test("with a wrong client secret nobody comes in, and the log says whose fault it is", async () => {
  await doors.close();
  doors = await startDoors({ oidc: { ...provider.settings, clientSecret: "wrong" }, logger });
  expect(await refusalOf((await enter()).answer)).toBe("misconfigured");
  expect(logged.join("\n")).toContain("invalid_client");
});

test("who is let in nowhere is told the same, and the log says whether the claim is missing or its values are others", async () => {
  expect(await refusalOf((await enter({ login: "nora" })).answer)).toBe("no_role");
  expect(logged.at(-1)).toContain('The claim \\"roles\\" has none of the values');
  await doors.close();
  doors = await startDoors({ oidc: { ...provider.settings, roleClaim: "groups" }, logger });
  expect(await refusalOf((await enter()).answer)).toBe("no_role");
  expect(logged.at(-1)).toContain('The claim \\"groups\\" is missing');
});

test("who came by way of a provider that is not asked any more is out", async () => {
  const { cookie } = await enter();
  const dataDir = doors.dataDir;
  await doors.close({ keepData: true });
  doors = await startDoors({ logger, dataDir });
  expect((await ask(doors.url, "GET", "/api/access/account", { cookie })).status).toBe(401);
  expect((await ask(doors.url, "GET", "/api/access/oidc")).status).toBe(404);
});

test("after ten failures in a minute the provider is not asked again for this address", async () => {
  const browser = newBrowser();
  const callback = await toCallback(browser);
  for (let count = 0; count < 10; count++)
    expect(await refusalOf(await newBrowser().go(callback))).toBe("not_begun");
  expect(await refusalOf(await browser.go(callback))).toBe("too_many");
});

test("where the public address is set, the provider sends the browser there", async () => {
  await doors.close();
  doors = await startDoors({ oidc: provider.settings, publicUrl: "https://brainwave.example", logger });
  const begun = await newBrowser().go(`${doors.url}/api/access/oidc`);
  const { searchParams } = new URL(begun.headers.get("location") ?? "");
  expect(searchParams.get("redirect_uri")).toBe("https://brainwave.example/api/access/oidc/callback");
  expect(doors.signIn?.view().href).toBe("https://brainwave.example/api/access/oidc");
});

test("no secret, code or token is ever logged", async () => {
  const { cookie } = await enter();
  const browser = newBrowser();
  const callback = await toCallback(browser, { login: "nora" });
  await browser.go(callback);
  const secrets = [
    provider.settings.clientSecret,
    cookie.split("=")[1],
    new URL(callback).searchParams.get("code"),
  ];
  expect(logged).not.toEqual([]);
  for (const secret of secrets) expect(logged.join("\n")).not.toContain(secret);
  expect(JSON.stringify(await doors.audit())).not.toContain(provider.settings.clientSecret);
});
