import { expect, test } from "vitest";
import { commonCauses } from "./common-cause.ts";

type Drop = [at: number, robot: string];
const told = (drops: readonly Drop[]) =>
  commonCauses(
    drops,
    ([at]) => at,
    ([, robot]) => robot,
  );
/** Each another robot. */
const drops = (...times: number[]) => {
  const { causes, alone } = told(times.map((at) => [at, `r${at}`]));
  return { causes: causes.map((cause) => cause.map(([at]) => at)), alone: alone.map(([at]) => at) };
};
const every = (seconds: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / seconds) + 1 }, (_, n) => from + n * seconds);

test("three that drop within seconds have one cause, whatever order they are told in", () =>
  expect(drops(104, 100, 102)).toEqual({ causes: [[100, 102, 104]], alone: [] }));

test("two may be chance", () => expect(drops(100, 101)).toEqual({ causes: [], alone: [100, 101] }));

test("one robot that drops again and again is no common cause, nor are two of them", () => {
  const flapping: Drop[] = [1, 2, 3, 4].map((at) => [at, "a"]);
  expect(told(flapping)).toEqual({ causes: [], alone: flapping });
  expect(told([...flapping, [5, "b"]]).causes).toEqual([]);
  expect(told([...flapping, [5, "b"], [6, "c"]]).causes).toHaveLength(1);
});

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

test("robots that trickle away over minutes have no common cause, however short the pauses between them", () => {
  const trickle = every(4, 0, 300);
  expect(drops(...trickle)).toEqual({ causes: [], alone: trickle });
});

test("a burst amid such a trickle is still an incident of its own, with whoever dropped right beside it", () => {
  const burst = [100.1, 100.2, 100.3, 100.4];
  expect(drops(...every(4, 2, 300), ...burst).causes).toEqual([[98, ...burst, 102]]);
});

test("a fleet that breaks away for minutes without a pause is told in parts of half a minute each", () => {
  const { causes, alone } = drops(...every(0.25, 0, 100));
  expect(alone).toEqual([]);
  expect(causes.map((cause) => [cause[0], cause.at(-1)])).toEqual([
    [0, 30],
    [30.25, 60.25],
    [60.5, 90.5],
    [90.75, 100],
  ]);
});
