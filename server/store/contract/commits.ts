import { describe, expect, test } from "vitest";
import { isAppError } from "#lib/errors";
import type { Commit, Store } from "../port.ts";
import { type Bench, event, idsOf } from "./bench.ts";

const put = (key: string, value: unknown) => ({ collection: "counters", key, value });
const check = (key: string, revision: number) => ({ collection: "counters", key, revision });
const append = (id: string) => ({ stream: "events" as const, entry: event(id) });

export function describeCommits(bench: Bench): void {
  const events = async () => idsOf(await bench.store.log.range("events", { limit: 1000 }));
  const keys = async () => (await bench.store.records.list("counters")).map(({ key }) => key);

  describe("a commit", () => {
    test("writes its records and its events together", async () => {
      const { log, records } = bench.store;
      await records.commit({ puts: [put("old", 0)] });
      const ids = await records.commit({
        checks: [check("a", 0), check("old", 1)],
        puts: [put("a", 1), put("b", 2)],
        deletes: [{ collection: "counters", key: "old" }],
        appends: [append("x"), append("y")],
      });
      expect(await keys()).toEqual(["a", "b"]);
      const stored = await log.range("events", { limit: 10 });
      expect(stored.map(({ id }) => id)).toEqual(ids);
      expect(idsOf(stored)).toEqual(["x", "y"]);
      expect(await records.commit({})).toEqual([]);
    });

    test("whose check fails writes nothing and publishes nothing", async () => {
      const { records } = bench.store;
      await records.commit({ puts: [put("a", 1)] });
      const stale: Commit[] = [
        { checks: [check("a", 0)] },
        { checks: [check("a", 2)] },
        { checks: [check("b", 1)] },
        { checks: [check("a", 1), check("b", 1)] },
      ];
      for (const commit of stale) {
        const whole = {
          ...commit,
          puts: [put("a", 9), put("c", 9)],
          deletes: [check("a", 1)],
          appends: [append("never")],
        };
        await expect(records.commit(whole)).rejects.toMatchObject({ code: "conflict" });
      }
      expect(await records.get("counters", "a")).toMatchObject({ value: 1, revision: 1 });
      expect(await keys()).toEqual(["a"]);
      expect(await events()).toEqual([]);
      await records.commit({ appends: [append("never")] });
      expect(await events()).toEqual(["never"]);
    });

    test("that has happened doesn't happen again, and answers as before", async () => {
      const { records } = bench.store;
      const commit = { checks: [check("a", 0)], puts: [put("a", 1)], appends: [append("x"), append("y")] };
      const ids = await records.commit(commit);
      expect(await records.commit(commit)).toEqual(ids);
      expect(await records.get("counters", "a")).toMatchObject({ revision: 1 });
      expect(await events()).toEqual(["x", "y"]);
    });

    test("asked for 50 times at once happens once", async () => {
      const other = await bench.open();
      const commit = { puts: [put("a", 1)], appends: [append("x")] };
      const asked = Array.from({ length: 50 }, (_, i) =>
        (i % 2 ? other : bench.store).records.commit(commit),
      );
      const ids = (await Promise.all(asked)).flat();
      expect(new Set(ids).size).toBe(1);
      expect(await bench.store.records.get("counters", "a")).toMatchObject({ revision: 1 });
    });

    test("100 at once on one record, tried again when refused, stay consecutive", async () => {
      const other = await bench.open();
      await Promise.all(Array.from({ length: 100 }, (_, i) => countUp(i % 2 ? other : bench.store)));
      expect(await bench.store.records.get("counters", "n")).toEqual({ key: "n", value: 100, revision: 100 });
      expect(await events()).toEqual(Array.from({ length: 100 }, (_, i) => `n is ${i + 1}`));
    });

    test("of one turn is refused without harm to the others", async () => {
      const { records } = bench.store;
      const results = await Promise.allSettled(
        Array.from({ length: 30 }, (_, i) =>
          records.commit({
            checks: [check(`k${i}`, i % 3 === 0 ? 7 : 0)],
            puts: [put(`k${i}`, i)],
            appends: [append(`e${i}`)],
          }),
        ),
      );
      const done = results.flatMap(({ status }, i) => (status === "fulfilled" ? [`e${i}`] : []));
      expect(done).toHaveLength(20);
      expect(await events()).toEqual(done);
      expect(await keys()).toHaveLength(20);
    });

    test("can't append to another stream than that of events", async () => {
      const stray = { puts: [put("a", 1)], appends: [{ stream: "missions" as const, entry: event("m") }] };
      await expect(bench.store.records.commit(stray)).rejects.toMatchObject({ code: "invalid" });
      expect(await keys()).toEqual([]);
    });
  });
}

async function countUp({ records }: Store): Promise<void> {
  for (;;) {
    const found = await records.get<number>("counters", "n");
    const value = (found?.value ?? 0) + 1;
    try {
      await records.commit({
        checks: [check("n", found?.revision ?? 0)],
        puts: [put("n", value)],
        appends: [
          { stream: "events", entry: { dedupId: crypto.randomUUID(), fields: { id: `n is ${value}` } } },
        ],
      });
      return;
    } catch (error) {
      if (!isAppError(error) || error.code !== "conflict") throw error;
    }
  }
}
