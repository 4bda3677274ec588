import { describe, expect, test } from "vitest";
import { compareStreamIds } from "#lib/stream-id";
import { type Bench, event, events, idsOf, numbered } from "./bench.ts";

export function describeAppending(bench: Bench): void {
  describe("appending", () => {
    test("entries stand in the order in which they were given, with ids that grow", async () => {
      const { log } = bench.store;
      const names = numbered(1, 250);
      const ids = [
        ...(await log.append("events", events(...names.slice(0, 200)))),
        ...(await log.append("events", events(...names.slice(200)))),
      ];
      const stored = await log.range("events", { limit: 1000 });
      expect(stored.map(({ id }) => id)).toEqual(ids);
      expect(idsOf(stored)).toEqual(names);
      for (let i = 1; i < ids.length; i++)
        expect(compareStreamIds(ids[i - 1] as string, ids[i] as string)).toBeLessThan(0);
    });

    test("fields come back as they were given, whatever their text", async () => {
      const fields = {
        id: "odd",
        payload: '{"a":"\\u0000 \\"quoted\\" 🤖 ünï"}',
        "": "a nameless field",
        __proto__x: "plain",
        "new\nline": "tab\there, NUL\0there",
        empty: "",
        constructor: "not a function",
      };
      Object.defineProperty(fields, "__proto__", { value: "own", enumerable: true });
      await bench.store.log.append("events", [{ dedupId: "odd", fields }]);
      const [entry] = await bench.store.log.range("events", { limit: 1 });
      expect(Object.entries(entry?.fields ?? {}).sort()).toEqual(Object.entries(fields).sort());
    });

    test("the same dedup id twice gives the first entry's id and one entry", async () => {
      const { log } = bench.store;
      const [first] = await log.append("events", [event("a", { n: "1" })]);
      expect(await log.append("events", [event("a", { n: "2" })])).toEqual([first]);
      const [again, b, bAgain] = await log.append("events", events("a", "b", "b"));
      expect(again).toBe(first);
      expect(bAgain).toBe(b);
      const stored = await log.range("events", { limit: 10 });
      expect(stored.map(({ fields }) => fields)).toEqual([event("a", { n: "1" }).fields, event("b").fields]);
    });

    test("a dedup id outlives its entry, and a restart", async () => {
      const { log } = bench.store;
      const ids = await log.append("events", events("a", "b"));
      await log.trim("events", "18446744073709551615-18446744073709551615");
      expect(await log.append("events", events("b"))).toEqual([ids[1]]);
      await bench.store.close();
      const again = await bench.open();
      expect(await again.log.append("events", events("a", "b"))).toEqual(ids);
      expect((await again.log.info("events")).length).toBe(0);
      const [c] = await again.log.append("events", events("c"));
      expect(compareStreamIds(ids[1] as string, c as string)).toBeLessThan(0);
    });

    test("100 concurrent appends of one id make one entry", async () => {
      const other = await bench.open();
      const appends = Array.from({ length: 100 }, (_, i) =>
        (i % 2 ? other : bench.store).log.append("events", [event("same")]),
      );
      const ids = new Set((await Promise.all(appends)).flat());
      expect(ids.size).toBe(1);
      expect((await bench.store.log.info("events")).length).toBe(1);
    });

    test("concurrent appends of many callers are all there, each caller's in its order", async () => {
      const callers = Array.from({ length: 20 }, (_, c) =>
        events(...numbered(1, 30).map((id) => `${c}-${id}`)),
      );
      await Promise.all(callers.map((entries) => bench.store.log.append("events", entries)));
      const stored = idsOf(await bench.store.log.range("events", { limit: 1000 }));
      for (const entries of callers) {
        const own = new Set<string | undefined>(entries.map(({ dedupId }) => dedupId));
        expect(stored.filter((id) => own.has(id))).toEqual([...own]);
      }
    });

    test("the streams don't know of each other", async () => {
      const { log } = bench.store;
      await log.append("events", events("a"));
      expect((await log.info("missions")).length).toBe(0);
      await log.append("missions", [{ dedupId: "a", fields: { data: '{"status":"done"}' } }]);
      expect(await log.range("missions", { limit: 10 })).toMatchObject([
        { fields: { data: '{"status":"done"}' } },
      ]);
      expect((await log.info("events")).length).toBe(1);
    });

    test("nothing to append is no entry", async () => {
      expect(await bench.store.log.append("events", [])).toEqual([]);
      expect((await bench.store.log.info("events")).length).toBe(0);
    });
  });
}
