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

/** JSON as a text has it: a name may stand in an object twice, and nothing is decided yet about spaces and escapes. */
type Tree = { entries: [key: string, value: Tree][] } | { items: Tree[] } | { leaf: string };

const KEYS = ["a", "__proto_", "\\u005f_proto_", '\\"', "\\\\", "{", "[[", ":", "é"];
const BAD_KEYS = ["__proto__", "\\u005f_proto__", "_\\u005Fproto__", "a\\u0000"];
const LEAVES = [
  "1",
  "-0.5e3",
  "null",
  '""',
  '"__proto__"',
  '"\\\\"',
  '"\\":{"',
  '"[[[["',
  '"a\\u0000"',
  "true",
];
const LIMITS = { maxDepth: 4, maxKeys: 6 };

const { tree } = fc.letrec<{ tree: Tree; entries: [string, Tree][] }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", maxDepth: 6 },
    { arbitrary: fc.constantFrom(...LEAVES).map((leaf) => ({ leaf })), weight: 2 },
    { arbitrary: fc.array(tie("tree"), { maxLength: 4 }).map((items) => ({ items })), weight: 3 },
    { arbitrary: tie("entries").map((entries) => ({ entries })), weight: 3 },
  ),
  entries: fc.array(
    fc.tuple(
      fc.oneof(
        { arbitrary: fc.constantFrom(...KEYS), weight: 40 },
        { arbitrary: fc.constantFrom(...BAD_KEYS), weight: 1 },
      ),
      tie("tree"),
    ),
    { maxLength: 4 },
  ),
}));

function printed(node: Tree, space: string): string {
  if ("leaf" in node) return node.leaf;
  const inner =
    "items" in node
      ? node.items.map((item) => printed(item, space))
      : node.entries.map(([key, value]) => `"${key}"${space}:${space}${printed(value, space)}`);
  const [open, close] = "items" in node ? "[]" : "{}";
  return `${open}${space}${inner.join(`${space},${space}`)}${space}${close}`;
}

const childrenOf = (node: Tree): Tree[] =>
  "leaf" in node ? [] : "items" in node ? node.items : node.entries.map(([, value]) => value);
const depthOf = (node: Tree): number =>
  "leaf" in node ? 0 : 1 + Math.max(0, ...childrenOf(node).map(depthOf));
const keysOf = (node: Tree): string[] => [
  ...("entries" in node ? node.entries.map(([key]) => key) : []),
  ...childrenOf(node).flatMap(keysOf),
];

test.each([false, true])(
  "what is refused is what a plain walk over the tree finds (per item: %s)",
  (perItem) => {
    const seen = { fit: 0, unfit: 0 };
    fc.assert(
      fc.property(tree, fc.constantFrom("", " ", "\n\t"), (root, space) => {
        const parts = perItem && "items" in root ? root.items : [root];
        const isUnfit =
          depthOf(root) > LIMITS.maxDepth ||
          parts.some((part) => keysOf(part).length > LIMITS.maxKeys) ||
          keysOf(root).some((key) => BAD_KEYS.includes(key));
        seen[isUnfit ? "unfit" : "fit"]++;
        const text = space + printed(root, space);
        JSON.parse(text);
        expect(jsonTextProblem(text, { ...LIMITS, perItem }) !== null, text).toBe(isUnfit);
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(seen.fit, seen.unfit)).toBeGreaterThan(100);
  },
);
