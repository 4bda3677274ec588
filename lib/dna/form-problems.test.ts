import { describe, expect, test } from "vitest";
import { fieldProblems, numberOrText, readObject } from "./form-problems.ts";

describe("a 422 answer", () => {
  test("becomes plain words at its fields", () => {
    const body = {
      detail: [
        {
          loc: ["body", "success_rate"],
          msg: "Input should be less than or equal to 1",
          type: "less_than_equal",
        },
        { loc: ["body", "dna"], msg: "Field required", type: "missing" },
        { loc: ["body", "traits_delta", "speed"], msg: "adds up to more than a number can hold", type: "x" },
      ],
    };
    expect(fieldProblems(body)).toEqual({
      success_rate: "Must be at most 1.",
      dna: "This is needed.",
      traits_delta: "speed: Adds up to more than a number can hold.",
    });
  });

  test("about the body as a whole belongs to the form", () => {
    expect(fieldProblems({ detail: [{ loc: ["body"], msg: "is not JSON", type: "json" }] })).toEqual({
      form: "Is not JSON.",
    });
  });

  test.each([[null], ["text"], [{ detail: "a sentence" }], [{ detail: [1, null] }]])(
    "of another shape blames no field: %j",
    (body) => expect(fieldProblems(body)).toEqual({}),
  );
});

describe("the text of a JSON field", () => {
  test("is read as an object", () => expect(readObject(' {"a": 1} ')).toEqual({ ok: true, value: { a: 1 } }));
  test("must not be a list", () => expect(readObject("[1]")).toMatchObject({ ok: false }));
  test("must not be empty", () => expect(readObject(" ")).toMatchObject({ ok: false }));
  test("that is not JSON tells the line", () => {
    expect(readObject('{\n  "a": 1\n  "b": 2\n}')).toEqual({
      ok: false,
      problem: "This is not JSON yet: look at line 3.",
    });
  });
});

test.each([
  ["0.5", 0.5],
  ["0,5", 0.5],
  ["", undefined],
  ["many", "many"],
])("a number field sends %j as %j", (text, sent) => expect(numberOrText(text)).toBe(sent));
