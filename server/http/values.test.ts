import { expect, test } from "vitest";
import { textProblem, valueProblem } from "./values.ts";

const problem = (text: string) => valueProblem(text, JSON.parse(text));

test.each([
  ['{"a":1e400}', /too large/],
  ['{"a":[{"b":-1e999}]}', /too large/],
  [`{"a":${"9".repeat(400)}}`, /too large/],
  ['{"a":"\\ud800"}', /well-formed/],
  ['{"\\udc00":1}', /well-formed/],
  ['{"a":"\ufffd"}', /U\+FFFD/],
  ['["\\uFFFD"]', /U\+FFFD/],
])("%s would not be read back as it came", (text, expected) => {
  expect(problem(text)).toMatch(expected);
});

test.each([
  ['{"a":1e300,"b":"1e400"}'],
  ['{"a":"\\ud83e\\udd16"}'],
  ['{"a":"\\\\ud800"}'],
  [`{"a":${"9".repeat(300)},"b":[],"c":null}`],
  ["null"],
])("%s would", (text) => {
  expect(problem(text)).toBeNull();
});

test("an id is looked at in the same way", () => {
  expect(textProblem("robot 🤖")).toBeNull();
  expect(textProblem("robot \ud83e")).toMatch(/well-formed/);
});
