import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonTextProblem } from "./json.ts";

const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

test("32 levels pass and 33 don't", () => {
  expect(jsonTextProblem(nested(32))).toBeNull();
  expect(jsonTextProblem(nested(33))).toContain("nested deeper than 32");
});

test("2,000 keys pass and 2,001 don't", () => {
  const keys = (count: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i])));
  expect(jsonTextProblem(keys(2000))).toBeNull();
  expect(jsonTextProblem(keys(2001))).toContain("more than 2000 keys");
});

test.each(['{"__proto__": {}}', '{"a": {"__proto__" : 1}}', '{"\\u005f_proto__": 1}'])(
  "%s is refused",
  (text) => {
    expect(jsonTextProblem(text)).toContain("__proto__");
  },
);

test.each(['{"a": {"b\\u0000c": 1}}', '{"\\u0000": 1}'])(
  "a key with a NUL character is refused: %s",
  (text) => {
    expect(jsonTextProblem(text)).toContain("NUL");
  },
);

test('"__proto__" as a value, and brackets inside strings, are only text', () => {
  expect(
    jsonTextProblem(JSON.stringify({ a: "__proto__", b: "[".repeat(100), c: 'quote " and \\', d: '":' })),
  ).toBeNull();
});

test("a text of five thousand open brackets is refused without recursion", () => {
  expect(jsonTextProblem("[".repeat(5000))).not.toBeNull();
});

test("no shallow JSON value is refused", () => {
  const shallow = fc
    .jsonValue({ maxDepth: 8 })
    .filter((value) => !JSON.stringify(value).includes("__proto__"));
  fc.assert(
    fc.property(shallow, (value) => {
      expect(jsonTextProblem(JSON.stringify(value))).toBeNull();
    }),
  );
});
