import type { Redis } from "ioredis";
import type { Records } from "../port.ts";
import { asking } from "./errors.ts";
import { leaseKey, leaseTokenKey } from "./keys.ts";
import type { RunScript } from "./scripts.ts";

type LeaseRecords = Pick<Records, "acquireLease" | "renewLease" | "releaseLease" | "leaseHolder">;

/** Leases in Redis, by the clock of Redis. */
export function createRedisLeases(client: Redis, run: RunScript): LeaseRecords {
  const keysOf = (name: string) => [leaseKey(name), leaseTokenKey(name)];

  return {
    async acquireLease(name, holder, ttlMs) {
      const token = await asking(run("acquireLease", keysOf(name), [holder, Math.ceil(ttlMs)]));
      return token === null ? null : { name, holder, token: Number(token) };
    },
    async renewLease({ name, holder, token }, ttlMs) {
      return (await asking(run("renewLease", keysOf(name), [holder, token, Math.ceil(ttlMs)]))) === 1;
    },
    async releaseLease({ name, holder, token }) {
      await asking(run("renewLease", keysOf(name), [holder, token, 0]));
    },
    leaseHolder: (name) => asking(client.get(leaseKey(name))),
  };
}
