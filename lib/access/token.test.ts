import { expect, test } from "vitest";
import { durationSeconds, keyIdOf } from "./token.ts";

const SECRET = "A-_".padEnd(43, "x");

test("only a whole token has a key", () => {
  expect(keyIdOf(`bw_abcDEF12_${SECRET}`)).toBe("abcDEF12");
  for (const text of [
    "",
    "bw_abcDEF12_",
    `bw_abcDEF12_${SECRET}x`,
    `bw_abcDEF12_${SECRET.slice(1)}`,
    `bw_abcDEF1_${SECRET}`,
    `BW_abcDEF12_${SECRET}`,
    ` bw_abcDEF12_${SECRET}`,
    `bw_abcDEF12_${SECRET}\n`,
    `bw_abc:EF12_${SECRET}`,
  ])
    expect(keyIdOf(text), text).toBeNull();
});

test("how long a token holds is said in minutes, hours or days", () => {
  expect(durationSeconds("90m")).toBe(5400);
  expect(durationSeconds("12h")).toBe(43_200);
  expect(durationSeconds("30d")).toBe(2_592_000);
  for (const text of ["", "0d", "-1d", "1", "d", "1w", "1.5d", "1d ", "9999999d"])
    expect(durationSeconds(text), text).toBeNull();
});
