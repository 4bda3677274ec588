import fc from "fast-check";
import { expect, test } from "vitest";
import { matcher } from "./match.ts";
import { parse } from "./parse.ts";
import { add, remove, term } from "./print.ts";

test.each([
  [term("robot", "robot_007"), "robot:robot_007"],
  [term("reason", "it broke"), 'reason:"it broke"'],
  [term("reason", 'a "b" \\ *'), 'reason:"a \\"b\\" \\\\ *"'],
  [term("reason", ""), 'reason:""'],
  [term("source", "sim", "!="), "source!=sim"],
  [term("duration_ms", -5.5, "<"), "duration_ms<-5.5"],
  [term("ok", true), "ok:true"],
  [term("note", null), "note:null"],
  [term("url", "http://x/y?z=1"), 'url:"http://x/y?z=1"'],
  [term("x", "\u0000\u009f"), 'x:"\\u0000\\u009f"'],
])("%s", (printed, expected) => {
  expect(printed).toBe(expected);
});

const value = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string(),
  fc.constantFrom("or", "NOT", "*", "-", "5", "=x", "(", "a:b", "\n", "\ud800", "null", "true"),
);

test("a term is read as the very value that it was made of", () => {
  fc.assert(
    fc.property(
      fc.oneof(value, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
      (wanted) => {
        const parsed = parse(term("x", wanted));
        if (parsed.kind !== "query" || parsed.query.kind !== "compare") throw new Error("not one comparison");
        const { text, wildcard, number } = parsed.query.value;
        expect(wildcard).toBe(false);
        if (typeof wanted === "number") expect(number === wanted).toBe(true);
        else expect(text).toBe(String(wanted));
      },
    ),
    { numRuns: 1000 },
  );
});

test.each([
  ["", "a:1", "a:1"],
  ["  ", "a:1", "a:1"],
  ["b", "a:1", "b a:1"],
  ["b a=1 ", "a:1", "b a=1 "],
  ["b or c", "a:1", "(b or c) a:1"],
  ["(b or c)", "a:1", "(b or c) a:1"],
  ["(b) or (c)", "a:1", "((b) or (c)) a:1"],
  ["-a:1", "a:1", "-a:1 a:1"],
  ["b:", "a:1", "b: a:1"],
])("%s with %s is %s", (text, more, expected) => {
  expect(add(text, more)).toBe(expected);
});

test.each([
  ["a:1", "a:1", ""],
  ["b  a:1 c", "a:1", "b c"],
  ["b and a:1 and c", "a:1", "b c"],
  ["(b or c) -a:1 d", "-a:1", "(b or c) d"],
  ["a:1 or b", "a:1", "a:1 or b"],
  ["b (a:1 c)", "a:1", "b (a:1 c)"],
  ["b a:", "b", "b a:"],
])("%s without %s is %s", (text, less, expected) => {
  expect(remove(text, less)).toBe(expected);
});

test("a term added and removed again leaves a filter that fits the same", () => {
  const filters = fc.constantFrom("", "a", "a or b", "(a or b)", "-(a b) c:1", "x:(a or b)", "not a and b");
  fc.assert(
    fc.property(filters, value, (filter, wanted) => {
      const more = term("z", wanted);
      const back = remove(add(filter, more), more);
      for (const found of ["a", "b", "a b", "c"]) expect(fits(back, found)).toBe(fits(filter, found));
      expect(fits(add(filter, more), "a b")).toBe(false);
    }),
  );
});

function fits(query: string, found: string): boolean {
  const parsed = parse(query);
  if (parsed.kind === "problem") throw new Error(`${query}: ${parsed.problem.message}`);
  const rest = { stream_id: "1-0", id: "", source: "", target: null, timestamp: 1, meta: {} };
  return matcher(parsed.query)({ ...rest, type: "t.t", payload: { x: found } });
}
