import fc from "fast-check";
import { expect, test } from "vitest";
import { createIdTable } from "./id-table.ts";

test("it knows what was put last for each text, as a map of texts does", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }))),
      (puts) => {
        const table = createIdTable();
        const map = new Map<string, bigint>();
        for (const [text, id] of puts) {
          table.put(text, id);
          map.set(text, id);
        }
        for (const [text, id] of map) expect(table.get(text)).toBe(id);
        expect(table.size()).toBe(map.size);
      },
    ),
    { seed: 20260101 },
  );
});

test("it grows, and doesn't know what was never put", () => {
  const table = createIdTable();
  for (let i = 1; i <= 50_000; i++) table.put(`id-${i}`, BigInt(i));
  for (let i = 1; i <= 50_000; i += 7) expect(table.get(`id-${i}`)).toBe(BigInt(i));
  for (let i = 0; i < 50_000; i++) expect(table.get(`other-${i}`)).toBeNull();
  expect(table.size()).toBe(50_000);
});
