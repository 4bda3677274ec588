import { expect, test } from "vitest";
import { typeIn, withType } from "./facets.ts";

test.each([
  ["", null],
  ["type:dna.*", "dna.*"],
  ['robot:r1 type:telemetry.connection_closed "x"', "telemetry.connection_closed"],
  ["type:a.b or type:c.d", null],
  ["type:(a.b or c.d)", null],
  ["-type:a.b", null],
  ["type!=a.b", null],
  ["payload.type:a.b", null],
  ["type:", null],
])("of %j the type is %j", (text, type) => {
  expect(typeIn(text)).toBe(type);
});

test.each([
  ["", "dna.*", "type:dna.*"],
  ["type:dna.*", "a.b", "type:a.b"],
  ["type:dna.*", null, ""],
  ["robot:r1 type:dna.* duration_ms>5", "a.b", "type:a.b robot:r1 duration_ms>5"],
  ["robot:r1 type:dna.* duration_ms>5", null, "robot:r1 duration_ms>5"],
  ["robot:r1 or robot:r2", "a.b", "type:a.b (robot:r1 or robot:r2)"],
  ["-type:a.b robot:r1", "c.d", "type:c.d -type:a.b robot:r1"],
])("%j with the type %j is %j", (text, type, result) => {
  expect(withType(text, type)).toBe(result);
});
