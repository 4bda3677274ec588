import { expect, test } from "vitest";
import { createArrivals } from "./arrivals.ts";
import { come } from "./come.fixture.ts";

const idsOf = (taken: readonly { streamId: string }[]) => taken.map(({ streamId }) => streamId);

test("what comes is handed out once, with its time and type", () => {
  const arrivals = createArrivals();
  arrivals.came([come("1500-0", "c.d")]);
  expect(arrivals.take()).toEqual([{ streamId: "1500-0", at: 1.5, type: "c.d" }]);
  expect(arrivals.take()).toEqual([]);
});

test("what came while the server counted belongs to the new count too, though it was shown in the one before", () => {
  const arrivals = createArrivals();
  arrivals.came([come("1-0")]);
  expect(arrivals.begin()).toBe(true);
  arrivals.came([come("2-0"), come("3-0")]);
  expect(idsOf(arrivals.take())).toEqual(["1-0", "2-0", "3-0"]);
  arrivals.came([come("4-0")]);
  arrivals.counted("2-0");
  expect(idsOf(arrivals.take())).toEqual(["3-0", "4-0"]);
});

test("of an empty history everything is new", () => {
  const arrivals = createArrivals();
  arrivals.begin();
  arrivals.came([come("1-0")]);
  arrivals.counted(null);
  expect(idsOf(arrivals.take())).toEqual(["1-0"]);
});

test("one count is asked for at a time; the next one after an answer, a failure or a change", () => {
  const arrivals = createArrivals();
  for (const end of [() => arrivals.counted(null), arrivals.failed, arrivals.clear]) {
    expect(arrivals.begin()).toBe(true);
    expect(arrivals.begin()).toBe(false);
    end();
  }
  expect(arrivals.begin()).toBe(true);
});

test("without an answer what came stays where it was added", () => {
  const arrivals = createArrivals();
  arrivals.begin();
  arrivals.came([come("1-0")]);
  arrivals.failed();
  expect(idsOf(arrivals.take())).toEqual(["1-0"]);
});
