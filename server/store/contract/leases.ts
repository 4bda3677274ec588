import { describe, expect, test } from "vitest";
import type { Lease } from "../port.ts";
import { type Bench, event, eventually } from "./bench.ts";

const LONG = 60_000;
const SHORT = 40;
// Long enough to be renewed in time on a busy machine, short enough to be waited for.
const RENEWABLE = 1_500;

export function describeLeases(bench: Bench): void {
  const acquire = async (holder: string, ttlMs = LONG): Promise<Lease> => {
    const lease = await bench.store.records.acquireLease("job", holder, ttlMs);
    if (!lease) throw new Error("not acquired");
    return lease;
  };
  const takeOver = (holder: string) => eventually(() => acquire(holder));
  const fencedPut = (fence: Lease, value: string) =>
    bench.store.records.commit({
      fence,
      puts: [{ collection: "results", key: "r", value }],
      appends: [{ stream: "events", entry: event(value) }],
    });

  describe("a lease", () => {
    test("has one holder", async () => {
      const { records } = bench.store;
      const other = await bench.open();
      expect(await records.leaseHolder("job")).toBeNull();
      const tries = Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? other : bench.store).records.acquireLease("job", `holder ${i}`, LONG),
      );
      const won = (await Promise.all(tries)).filter((lease) => lease !== null);
      expect(won).toHaveLength(1);
      expect(await other.records.leaseHolder("job")).toBe(won[0]?.holder);
      expect(await records.acquireLease("another job", "holder x", LONG)).not.toBeNull();
    });

    test("is its holder's to acquire again, with the same token", async () => {
      const lease = await acquire("a");
      expect(await acquire("a")).toEqual(lease);
    });

    test("that was let go is free, and the next token is greater", async () => {
      const { records } = bench.store;
      const first = await acquire("a");
      await records.releaseLease(first);
      expect(await records.leaseHolder("job")).toBeNull();
      const second = await acquire("b");
      expect(second.token).toBeGreaterThan(first.token);
      await records.releaseLease(first);
      expect(await records.leaseHolder("job")).toBe("b");
    });

    test("runs out, and then fences whoever held it", async () => {
      const { records } = bench.store;
      const stale = await acquire("a", SHORT);
      const fresh = await takeOver("b");
      expect(fresh.token).toBeGreaterThan(stale.token);
      expect(await records.renewLease(stale, LONG)).toBe(false);
      await records.releaseLease(stale);
      expect(await records.leaseHolder("job")).toBe("b");
      await expect(fencedPut(stale, "stale")).rejects.toMatchObject({ code: "conflict" });
      expect(await records.get("results", "r")).toBeNull();
      await fencedPut(fresh, "fresh");
      expect(await records.get("results", "r")).toMatchObject({ value: "fresh" });
      expect((await bench.store.log.info("events")).length).toBe(1);
    });

    test("that ran out fences even when nobody took it, and even its own old holder", async () => {
      const { records } = bench.store;
      const stale = await acquire("a", SHORT);
      await eventually(async () => expect(await records.leaseHolder("job")).toBeNull());
      await expect(fencedPut(stale, "stale")).rejects.toMatchObject({ code: "conflict" });
      const again = await acquire("a");
      expect(again.token).toBeGreaterThan(stale.token);
      await expect(fencedPut(stale, "stale")).rejects.toMatchObject({ code: "conflict" });
    });

    test("that is renewed stays", async () => {
      const { records } = bench.store;
      const lease = await acquire("a", RENEWABLE);
      expect(await records.renewLease(lease, LONG)).toBe(true);
      // A lease of the same length that nobody renews tells when the first would have run out.
      await records.acquireLease("clock", "a", RENEWABLE);
      await eventually(async () => expect(await records.leaseHolder("clock")).toBeNull());
      expect(await records.leaseHolder("job")).toBe("a");
    });

    test("keeps its holder and its tokens over a restart", async () => {
      const first = await acquire("a");
      await bench.store.close();
      bench.store = await bench.open();
      expect(await bench.store.records.leaseHolder("job")).toBe("a");
      expect(await bench.store.records.renewLease(first, LONG)).toBe(true);
      await bench.store.records.releaseLease(first);
      expect((await acquire("b")).token).toBeGreaterThan(first.token);
    });
  });
}
