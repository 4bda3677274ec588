import { Redis } from "ioredis";
import { describe, inject } from "vitest";
import { describeStore, type StoreHarness } from "../contract.ts";
import { openStore } from "../open.ts";
import { streamKey } from "./keys.ts";
import { startTestServer } from "./test-server.ts";

const program = inject("redisServerPath");

async function start(): Promise<StoreHarness> {
  const server = await startTestServer(program ?? undefined);
  const outsider = new Redis(server.url);
  const key = streamKey("events");
  return {
    open: () => openStore({ dataDir: "not used", redisUrl: server.url }),
    reset: async () => void (await outsider.flushall()),
    wipe: async () => void (await outsider.flushall()),
    backUpEvents: async () => {
      const dump = await outsider.dumpBuffer(key);
      return async () => void (await outsider.restore(key, 0, dump as Buffer, "REPLACE"));
    },
    async close() {
      outsider.disconnect();
      await server.close();
    },
  };
}

describe.skipIf(program === null)("with a redis-server", () => describeStore("Redis", start));
