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
    ["LOG_LEVEL", "loud"],
    ["METRICS_PUBLISHED_EVENTS", "yes"],
  ])("%s=%s", (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} must [^\n]+$`));
  });

  test("several at once", () => {
    expect(() => readConfig({ PORT: "x", LOG_LEVEL: "x" })).toThrow(/^PORT must .+\nLOG_LEVEL must .+$/);
  });

  test("a Redis password is not repeated", () => {
    expect(() => readConfig({ REDIS_URL: "http://:secret@host" })).toThrow(/^(?!.*secret)/s);
  });
});
