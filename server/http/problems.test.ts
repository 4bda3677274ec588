import { expect, test } from "vitest";
import { z } from "zod";
import { problemsOf } from "./problems.ts";

const Body = z.object({
  name: z.string().min(1).max(3),
  rate: z.number().min(0).max(1),
  count: z.int().min(0),
  kind: z.enum(["manual", "system"]),
  data: z.record(z.string(), z.unknown()),
  tags: z.array(z.string()).min(1),
});
const good = { name: "a", rate: 0.5, count: 1, kind: "manual", data: {}, tags: ["x"] };

const problems = (input: unknown, schema: z.ZodType = Body) => {
  const parsed = schema.safeParse(input);
  return parsed.success ? [] : problemsOf(parsed.error.issues, "body", input);
};

test.each([
  [{ name: undefined }, "name", "missing", "Field required"],
  [{ name: 5 }, "name", "string_type", "Input should be a valid string"],
  [{ name: null }, "name", "string_type", "Input should be a valid string"],
  [{ name: "" }, "name", "string_too_short", "String should have at least 1 character"],
  [{ name: "abcd" }, "name", "string_too_long", "String should have at most 3 characters"],
  [{ rate: "x" }, "rate", "float_type", "Input should be a valid number"],
  [{ rate: -1 }, "rate", "greater_than_equal", "Input should be greater than or equal to 0"],
  [{ rate: 1.5 }, "rate", "less_than_equal", "Input should be less than or equal to 1"],
  [{ count: 1.5 }, "count", "int_from_float", /fractional part/],
  [{ count: "1" }, "count", "float_type", "Input should be a valid number"],
  [{ kind: "other" }, "kind", "enum", "Input should be 'manual' or 'system'"],
  [{ data: [] }, "data", "dict_type", "Input should be a valid dictionary"],
  [{ tags: {} }, "tags", "list_type", "Input should be a valid list"],
  [{ tags: [] }, "tags", "too_short", "List should have at least 1 item"],
])("%j is one problem, named as FastAPI names it", (wrong, field, type, msg) => {
  const message = typeof msg === "string" ? msg : expect.stringMatching(msg);
  expect(problems({ ...good, ...wrong })).toEqual([{ loc: ["body", field], msg: message, type }]);
});

test("everything wrong is listed", () => {
  expect(problems({}).map(({ loc }) => loc.at(-1))).toEqual(Object.keys(good));
});

test("a body that is no object is one problem of the body", () => {
  expect(problems([1])).toEqual([
    { loc: ["body"], msg: "Input should be an object", type: "model_attributes_type" },
  ]);
});

test("of one or many, the problems are those of the shape that was sent", () => {
  const OneOrMany = z.union([Body, z.array(Body).min(1)]);
  expect(problems({ ...good, rate: 2 }, OneOrMany)).toMatchObject([{ loc: ["body", "rate"] }]);
  expect(problems([good, { ...good, rate: 2 }], OneOrMany)).toMatchObject([{ loc: ["body", 1, "rate"] }]);
  expect(problems("x", OneOrMany)).toMatchObject([{ loc: ["body"], type: "model_attributes_type" }]);
});

test("a schema's own sentence is kept", () => {
  const Own = z.object({ id: z.string().min(1, "must not be empty") });
  expect(problems({ id: "" }, Own)).toMatchObject([{ msg: "must not be empty", type: "string_too_short" }]);
});
