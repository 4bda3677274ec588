import { describe, expect, test } from "vitest";
import type { Bench } from "./bench.ts";

const WEIRD = [
  "",
  " ",
  "*",
  "[a-z]",
  "?",
  "a:b",
  "__proto__",
  "constructor",
  "Ä",
  "ä",
  "ﬀ",
  "🤖",
  "\u{10ffff}",
  "'; --",
  "%",
  "_",
  "\\",
];

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

export function describeRecords(bench: Bench): void {
  const put = (...keys: string[]) =>
    bench.store.records.commit({ puts: keys.map((key) => ({ collection: "things", key, value: { key } })) });
  const keysOf = async (options?: { prefix?: string; after?: string; limit?: number }) =>
    (await bench.store.records.list("things", options)).map(({ key }) => key);

  describe("records", () => {
    test("a value comes back as it was put, and its revision counts", async () => {
      const { records } = bench.store;
      expect(await records.get("things", "a")).toBeNull();
      const values = [{ deep: [1, "two", null, { ü: "🤖" }] }, null, [], "text", 0, { __proto__x: 1 }, {}];
      for (const [i, value] of values.entries()) {
        await records.commit({ puts: [{ collection: "things", key: "a", value }] });
        expect(await records.get("things", "a")).toEqual({ key: "a", value, revision: i + 1 });
      }
    });

    test("a deleted record is gone, and begins at revision 1 again", async () => {
      const { records } = bench.store;
      await put("a");
      await put("a");
      await records.commit({ deletes: [{ collection: "things", key: "a" }] });
      expect(await records.get("things", "a")).toBeNull();
      expect(await keysOf()).toEqual([]);
      await records.commit({ deletes: [{ collection: "things", key: "a" }] });
      await put("a");
      expect(await records.get("things", "a")).toMatchObject({ revision: 1 });
    });

    test("collections don't know of each other, whatever their names", async () => {
      const { records } = bench.store;
      await records.commit({
        puts: [
          { collection: "a", key: "b:c", value: 1 },
          { collection: "a:b", key: "c", value: 2 },
        ],
      });
      expect(await records.list("a")).toMatchObject([{ key: "b:c", value: 1 }]);
      expect(await records.list("a:b")).toMatchObject([{ key: "c", value: 2 }]);
      expect(await records.list("none")).toEqual([]);
    });

    test("a list stands in the order of its keys' bytes", async () => {
      await put(...WEIRD);
      expect(await keysOf()).toEqual([...WEIRD].sort(byBytes));
      const listed = await bench.store.records.list("things");
      expect(listed.every(({ key, value }) => (value as { key: string }).key === key)).toBe(true);
    });

    test("a prefix is a prefix of text, not a pattern", async () => {
      await put(...WEIRD, "robot:1", "robot:2", "robot;3", "robot", "🤖🤖", "**");
      const all = await keysOf();
      for (const prefix of [
        "",
        "robot:",
        "robot",
        "*",
        "🤖",
        "_",
        "%",
        "\u{10ffff}",
        "__proto__",
        "nothing like it",
      ])
        expect(await keysOf({ prefix }), prefix).toEqual(all.filter((key) => key.startsWith(prefix)));
    });

    test("pages go on behind the last key and lose none", async () => {
      const keys = [...WEIRD, ...Array.from({ length: 40 }, (_, i) => `k${i}`)];
      await put(...keys);
      const paged: string[] = [];
      for (;;) {
        const page = await keysOf({ after: paged.at(-1), limit: 7 });
        expect(page.length).toBeLessThanOrEqual(7);
        if (page.length === 0) break;
        paged.push(...page);
      }
      expect(paged).toEqual(keys.sort(byBytes));
      expect(await keysOf({ prefix: "k1", after: "k12", limit: 3 })).toEqual(["k13", "k14", "k15"]);
      expect(await keysOf({ prefix: "k1", after: "a", limit: 2 })).toEqual(["k1", "k10"]);
      expect(await keysOf({ prefix: "k1", after: "k2" })).toEqual([]);
      expect(await keysOf({ limit: 0 })).toEqual([]);
    });

    test("they outlive a restart", async () => {
      await put("a", "b");
      await bench.store.close();
      const { records } = await bench.open();
      expect(await records.list("things")).toMatchObject([{ key: "a" }, { key: "b" }]);
    });
  });
}
