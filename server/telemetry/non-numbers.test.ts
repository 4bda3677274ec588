import { expect, test } from "vitest";
import { nonNumbersAsStrings } from "./non-numbers.ts";

test("what is no number becomes a string, and nothing else changes", () => {
  expect(nonNumbersAsStrings('[{"a":NaN,"b":-Infinity,"c": Infinity}]')).toBe(
    '[{"a":"NaN","b":"-Infinity","c": "Infinity"}]',
  );
  const inStrings = '{"NaN":1,"a \\" NaN":"Infinity, \\\\"}';
  expect(nonNumbersAsStrings(inStrings)).toBe(inStrings);
  expect(nonNumbersAsStrings('2/robots,7["telemetry",{"cpu_usage":NaN}]')).toBe(
    '2/robots,7["telemetry",{"cpu_usage":"NaN"}]',
  );
});
