import { defineConfig } from "vitest/config";
import { findRedisServer } from "./server/setup/tools.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** `inject("redisServerPath")`: the redis-server to start, or null where there is none. */
    redisServerPath: string | null;
  }
}

const STORE = "server/store/**/*.test.ts";
const INTEGRATION = "**/*.integration.test.ts";
const FAULTS = "e2e/faults/quick.test.ts";

// Generous, because two cores that also run a browser or another test can stand still for seconds:
// a limit is here to end a test that hangs, not to judge how fast it is.
const limits = (seconds: number) => ({ testTimeout: seconds * 1000, hookTimeout: seconds * 1000 });

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{lib,server,components,app,e2e}/**/*.test.ts"],
          exclude: [STORE, INTEGRATION, FAULTS],
          ...limits(15),
        },
      },
      { extends: true, test: { name: "store", include: [STORE], exclude: [INTEGRATION], ...limits(30) } },
      {
        extends: true,
        test: { name: "integration", include: [`server/${INTEGRATION}`], ...limits(60) },
      },
      // The quick faults on real servers, which need the build; each has 35 s to free what it opened.
      { extends: true, test: { name: "faults", include: [FAULTS], ...limits(120) } },
    ],
    environment: "node",
    provide: { redisServerPath: findRedisServer() },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});
