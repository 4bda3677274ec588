import { expect, test } from "vitest";
import type { Entry } from "#server/store/port";
import { received, sent } from "./batch.ts";

const place = { cursor: { epoch: "e", streamId: "9-0", eventId: null }, ordinal: null };

/** As it is on the other side of a thread's port. */
const arrived = (entries: readonly Entry[]) => received(structuredClone(sent({ place, entries })));

test("entries arrive in order and as they were, whatever fields each has", () => {
  const fieldsOf = (n: number): Entry["fields"] =>
    n % 7 === 0 ? { id: `e${n}`, other: "1" } : { id: `e${n}`, type: "a.b", payload: `{"n":${n}}` };
  const entries = Array.from({ length: 120 }, (_, n) => ({ id: `${n}-0`, fields: fieldsOf(n) }));
  const batch = arrived(entries);
  expect(batch.first).toBe("0-0");
  expect([...batch.entries]).toEqual(entries);
});

test("names and texts of any characters arrive as they are", () => {
  const odd: Entry["fields"] = JSON.parse(
    '{"__proto__":"x","":"","a\\nb":"\\u0000","é":"\\ud800 ✓","0":"first"}',
  );
  const entries: Entry[] = [
    { id: "1-0", fields: odd },
    { id: "2-0", fields: {} },
    { id: "3-0", fields: { a: "1", b: "2" } },
    { id: "4-0", fields: { b: "2", a: "1" } },
    { id: "5-0", fields: { "a,b": "3" } },
  ];
  const [first, ...others] = arrived(entries).entries;
  expect(Object.entries(first?.fields ?? {})).toEqual(Object.entries(odd));
  expect(others).toEqual(entries.slice(1));
  expect(others.map(({ fields }) => Object.keys(fields))).toEqual([[], ["a", "b"], ["b", "a"], ["a,b"]]);
});

test("a batch without entries is none", () => {
  const batch = arrived([]);
  expect([batch.first, [...batch.entries]]).toEqual([undefined, []]);
});
