import { defineConfig } from "@playwright/test";
import type { FixtureOptions } from "./e2e/fixtures.ts";
import { findChromium, findRedisServer } from "./server/setup/tools.mjs";

const browser = await findChromium();
if (!browser) throw new Error("There is no Chromium on this machine. `npm test` installs one.");

export default defineConfig<object, FixtureOptions>({
  testDir: "e2e",
  // The fault harness has tests of its own, which Vitest runs.
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  globalSetup: "./server/setup/build-for-e2e.mjs",
  // Every worker has its own server and browser: a second one would only make two cores measure each other.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    ...("channel" in browser ? browser : {}),
    launchOptions: {
      ...("executablePath" in browser ? browser : {}),
      args: [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
    redisServerPath: findRedisServer(),
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1440, height: 900 } } },
    {
      name: "phone",
      grep: /@phone/,
      use: { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true },
    },
  ],
});
