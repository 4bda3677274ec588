import { expect, test } from "vitest";
import { createFailures, FAILURES_WINDOW_MS } from "./failures.ts";
import { hashPassword, isPassword } from "./passwords.ts";
import { hashOf, isSecret, newKeyId, newSecret } from "./secrets.ts";
import { createSetupLink } from "./setup-link.ts";

test("a secret is only the one whose hash is stored, whatever the lengths", () => {
  const secret = newSecret();
  expect(isSecret(secret, hashOf(secret))).toBe(true);
  for (const stored of [
    "",
    "A",
    hashOf(secret).slice(1),
    `${hashOf(secret)}AAAA`,
    hashOf(`${secret} `),
    secret,
    "\u0000",
  ])
    expect(isSecret(secret, stored), stored).toBe(false);
  for (const given of ["", secret.slice(1), `${secret}A`, "é", "x".repeat(100_000)])
    expect(isSecret(given, hashOf(secret))).toBe(false);
});

test("secrets and key ids have the length and letters of D14", () => {
  for (let i = 0; i < 200; i++) {
    expect(newSecret()).toMatch(/^[\w-]{43}$/);
    expect(newKeyId()).toMatch(/^[A-Za-z0-9]{8}$/);
  }
});

test("a password is checked with the parameters that it was stored with, and salted", async () => {
  const stored = await hashPassword("a long password");
  expect((await hashPassword("a long password")).hash).not.toBe(stored.hash);
  expect(await isPassword("a long password", stored)).toBe(true);
  expect(await isPassword("a long passwore", stored)).toBe(false);
  expect(await isPassword("a long password", { ...stored, hash: stored.hash.slice(4) })).toBe(false);
  expect(await isPassword("a long password", { ...stored, n: stored.n / 2 })).toBe(false);
  // Typed in another way, the same to whoever types it.
  expect(await isPassword("caf\u0065\u0301 au lait", await hashPassword("caf\u00e9 au lait"))).toBe(true);
});

test("too many log-ins at once are told to come back, and those that wait are served", async () => {
  // Cheap to check: the wrong parameters make every password wrong.
  const stored = { ...(await hashPassword("a long password")), n: 1024 };
  const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => isPassword("wrong", stored)));
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused.length).toBe(8);
  expect(refused[0]).toMatchObject({ reason: { code: "rate_limited", facts: { retry_after: 5 } } });
  expect(await isPassword("wrong", stored)).toBe(false);
});

test("ten failures within a minute, and the wait is told to the second", () => {
  let now = 0;
  const failures = createFailures(() => now);
  for (let i = 0; i < 10; i++) {
    expect(failures.waitSeconds("a")).toBe(0);
    failures.add("a");
    now += 1000;
  }
  expect(failures.waitSeconds("a")).toBe(50);
  expect(failures.waitSeconds("b")).toBe(0);
  now = FAILURES_WINDOW_MS - 1;
  expect(failures.waitSeconds("a")).toBe(1);
  now = FAILURES_WINDOW_MS;
  expect(failures.waitSeconds("a")).toBe(0);
});

test("a set-up link works once, for an hour, and only the newest", () => {
  let now = 0;
  const link = createSetupLink(() => now);
  expect(link.fits("")).toBe(false);
  const [first, second] = [link.make(), link.make()];
  expect([link.fits(first), link.fits(second)]).toEqual([false, true]);
  now = 3_600_000;
  expect(link.fits(second)).toBe(false);
  const third = link.make();
  link.use();
  expect(link.fits(third)).toBe(false);
});
