import { expect, test } from "vitest";
import { guardOf } from "./guard.ts";
import { agentOf, scored } from "./versions.fixture.ts";

test("an agent twice in a row more than 0.05 below its best is marked, with the version to go back to", () => {
  expect(guardOf(agentOf([{ karma: 0.6 }, { karma: 0.8 }, { karma: 0.7 }, { karma: 0.74 }]))).toEqual({
    kind: "fallen",
    lastGood: { version: 2, snapshotId: 2, karma: 0.8 },
    karma: 0.74,
    fall: 0.06,
  });
});

test.each([
  ["one bad score", [0.8, 0.5]],
  ["bad scores with a good one between", [0.8, 0.5, 0.79, 0.5]],
  ["exactly 0.05 below", [0.8, 0.75, 0.75]],
  ["no score", [null]],
])("%s is fine", (_, scores) => {
  expect(guardOf(agentOf(scores.map((karma) => ({ karma }))))).toEqual({ kind: "fine" });
});

test("two scores of the same version count as two, one that is told twice as one", () => {
  const once = agentOf([{ karma: 0.8 }, { karma: 0.5 }]);
  const told = scored(once, 2, 0.5, 240);
  expect(guardOf(told)).toEqual({ kind: "fine" });
  expect(guardOf(scored(told, 2, 0.6, 300)).kind).toBe("fallen");
});

test("an agent that has gone back waits for its score instead of being marked", () => {
  const back = agentOf([{ karma: 0.8 }, { karma: 0.5 }, { karma: 0.5 }, { backTo: 1 }]);
  expect(guardOf(back)).toMatchObject({ kind: "going-back", lastGood: { version: 1 } });
  expect(guardOf(scored(back, 4, 0.79, 999))).toEqual({ kind: "fine" });
});

test("the rule is an argument", () => {
  const agent = agentOf([{ karma: 0.8 }, { karma: 0.79 }]);
  expect(guardOf(agent, { fall: 0.005, evaluations: 1 }).kind).toBe("fallen");
});

test("the last good version is known though it left the newest that are kept", () => {
  const long = agentOf([{ karma: 0.9 }, ...Array.from({ length: 150 }, () => ({ karma: 0.5 }))]);
  expect(guardOf(long)).toMatchObject({ kind: "fallen", lastGood: { version: 1, snapshotId: 1 } });
});
