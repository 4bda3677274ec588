import { test as base, expect, type Page } from "@playwright/test";
import { type RedisProcess, startRedis } from "./redis-process.ts";
import { type ServerProcess, type ServerSettings, startServer } from "./server-process.ts";
import { collectTroubles, type Troubles } from "./troubles.ts";

export { expectAccessible } from "./accessible.ts";
export { expect };

/** Set with `test.use({ … })` at the top of a file; a file that sets one gets a server of its own. */
export interface FixtureOptions {
  /** `redis`: the server runs on a real redis-server, which is `redis` in the test. */
  store: "sqlite" | "redis";
  serverSettings: Omit<ServerSettings, "redisUrl">;
  /** Set by the config. */
  redisServerPath: string | null;
}

interface WorkerFixtures {
  /** Null unless the store is `redis`. */
  redis: RedisProcess | null;
  server: ServerProcess;
}

interface TestFixtures {
  troubles: Troubles;
  /** To be called by a test in which the server goes away. */
  expectDisconnects: () => void;
  /** Another person: a page with its own cookies and storage, watched like `page`. */
  anotherPage: () => Promise<Page>;
  serverLog: undefined;
}

/**
 * `test` with a real server per worker (`server`), and pages that fail the test for any console error or
 * warning, uncaught error, or failed request to the server that the test has not declared.
 */
export const test = base.extend<TestFixtures, WorkerFixtures & FixtureOptions>({
  store: ["sqlite", { scope: "worker", option: true }],
  serverSettings: [{}, { scope: "worker", option: true }],
  redisServerPath: [null, { scope: "worker", option: true }],

  redis: [
    async ({ store, redisServerPath }, use) => {
      const redis = store === "redis" ? await startRedis(redisServerPath) : null;
      await use(redis);
      await redis?.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],

  server: [
    async ({ redis, serverSettings }, use) => {
      const server = await startServer({ ...serverSettings, redisUrl: redis?.url });
      await use(server);
      await server.close();
    },
    { scope: "worker", timeout: 90_000 },
  ],

  baseURL: ({ server }, use) => use(server.url),

  troubles: async ({ server }, use) => {
    const troubles = collectTroubles(server.url);
    await use(troubles);
    expect(troubles.unexpected(), "what the browser complained about").toEqual([]);
  },

  expectDisconnects: ({ troubles }, use) => use(() => troubles.expectDisconnects()),

  context: async ({ context, troubles }, use) => {
    troubles.watch(context);
    await use(context);
  },

  anotherPage: async ({ browser, troubles }, use) => {
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      troubles.watch(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },

  serverLog: [
    async ({ server }, use, testInfo) => {
      const before = server.log().length;
      await use(undefined);
      if (testInfo.status === testInfo.expectedStatus) return;
      await testInfo.attach("server log", { body: server.log().slice(before), contentType: "text/plain" });
    },
    { auto: true },
  ],
});
