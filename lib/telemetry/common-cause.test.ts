import { expect, test } from "vitest";
import { commonCauses } from "./common-cause.ts";

const drops = (...times: number[]) => commonCauses(times, (at) => at);

test("three that drop within seconds have one cause, whatever order they are told in", () =>
  expect(drops(104, 100, 102)).toEqual({ causes: [[100, 102, 104]], alone: [] }));

test("two may be chance", () => expect(drops(100, 101)).toEqual({ causes: [], alone: [100, 101] }));

test("exactly five seconds apart still belongs together, more doesn't", () => {
  expect(drops(100, 105, 110).causes).toEqual([[100, 105, 110]]);
  expect(drops(100, 105, 110.1)).toEqual({ causes: [], alone: [100, 105, 110.1] });
});

test("two incidents are two", () =>
  expect(drops(1, 2, 3, 50, 51, 52, 99)).toEqual({
    causes: [
      [1, 2, 3],
      [50, 51, 52],
    ],
    alone: [99],
  }));
