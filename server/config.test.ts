import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { describe, expect, test } from "vitest";
import { readConfig, SETTING_NAMES } from "./config.ts";

test("without settings the defaults hold", () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    host: "127.0.0.1",
    dataDir: ".data",
    redisUrl: undefined,
    aggregationIntervalSeconds: 30,
    logLevel: "info",
  });
});

test("an empty value means not set", () => {
  expect(readConfig({ PORT: "", REDIS_URL: "" })).toMatchObject({ port: 3000, redisUrl: undefined });
});

test("every setting stands in .env.example with its default, and in the README", () => {
  const example = parseEnv(readFileSync(".env.example", "utf8")) as Record<string, string>;
  expect(readConfig(example)).toEqual(readConfig({}));
  expect(Object.keys(example).sort()).toEqual([...SETTING_NAMES].sort());
  const readme = readFileSync("README.md", "utf8");
  for (const name of SETTING_NAMES) expect(readme).toContain(`| \`${name}\` |`);
});

describe("a bad value is told by name, in one line each", () => {
  test.each([
    ["PORT", "70000"],
    ["PORT", "http"],
    ["HOST", "my.host"],
    ["ACCESS", "off"],
    ["REDIS_URL", "localhost:6379"],
    ["AGGREGATION_INTERVAL_SECONDS", "0"],
    ["AGGREGATION_INTERVAL_SECONDS", "soon"],
    ["KARMA_NOTICEABLE_CHANGE", "0"],
    ["KARMA_NOTICEABLE_CHANGE", "1.5"],
    ["KARMA_NOTICEABLE_CHANGE", "much"],
    ["LOG_LEVEL", "loud"],
    ["METRICS_PUBLISHED_EVENTS", "yes"],
  ])("%s=%s", (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} must [^\n]+$`));
  });

  test.each([
    ["PUBLIC_URL", "brainwave.example"],
    ["PUBLIC_URL", "https://brainwave.example/path"],
    ["PUBLIC_URL", "https://user:secret@brainwave.example"],
    ["OIDC_ISSUER", "http://login.example/realms/robots"],
    ["OIDC_ISSUER", "https://user:secret@login.example"],
    ["OIDC_ISSUER", "https://login.example/?x=1"],
    ["OIDC_SCOPES", "profile email"],
  ])("%s=%s, which may carry a password", (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} must [^\n]+$`));
    expect(() => readConfig({ [name]: value })).toThrow(/^(?!.*secret)/s);
  });

  test("several at once", () => {
    expect(() => readConfig({ PORT: "x", LOG_LEVEL: "x" })).toThrow(/^PORT must .+\nLOG_LEVEL must .+$/);
  });

  test("a Redis password is not repeated", () => {
    expect(() => readConfig({ REDIS_URL: "http://:secret@host" })).toThrow(/^(?!.*secret)/s);
  });
});

describe("an identity provider", () => {
  const whole = {
    OIDC_ISSUER: "https://login.example/realms/robots",
    OIDC_CLIENT_ID: "brainwave",
    OIDC_CLIENT_SECRET: "s3cret",
  };

  test("asks everybody for credentials; only what is named stands for a role", () => {
    expect(readConfig(whole)).toMatchObject({
      accessRequired: true,
      publicUrl: null,
      oidc: {
        issuer: "https://login.example/realms/robots",
        clientId: "brainwave",
        clientSecret: "s3cret",
        roleClaim: "roles",
        roles: { viewer: ["brainwave-viewer"], operator: ["brainwave-operator"], admin: ["brainwave-admin"] },
      },
    });
    expect(readConfig({ ...whole, OIDC_ADMINS: "a, /b c" }).oidc?.roles.admin).toEqual(["a", "/b c"]);
  });

  test.each(Object.keys(whole))("without %s it is told what is missing, and no secret", (name) => {
    const read = () => readConfig({ ...whole, [name]: "" });
    expect(read).toThrow(new RegExp(`must be set all, or none \\(${name} is missing\\)$`));
    expect(read).toThrow(/^(?!.*s3cret)/s);
  });

  test("what would make two roles is refused", () => {
    expect(() => readConfig({ ...whole, OIDC_VIEWERS: "staff", OIDC_ADMINS: "boss,staff" })).toThrow(
      /"staff" twice/,
    );
  });

  test("on this machine it may speak http", () => {
    for (const host of ["127.0.0.1:9000", "localhost:9000", "[::1]:9000"])
      expect(readConfig({ ...whole, OIDC_ISSUER: `http://${host}/x` }).oidc).not.toBeNull();
  });

  test("the public address is one of the server's names", () => {
    const { publicUrl, allowedHosts } = readConfig({
      PUBLIC_URL: "https://Brainwave.example:8443/",
      ALLOWED_HOSTS: "x",
    });
    expect(publicUrl).toBe("https://brainwave.example:8443");
    expect(allowedHosts).toEqual(["x", "brainwave.example"]);
  });
});
