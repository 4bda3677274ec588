import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { summaryOf } from "./summary.ts";
import { NOTICEABLE, verdictOfChange } from "./verdicts.ts";
import { agentOf, scored } from "./versions.fixture.ts";
import { versionsOf } from "./versions.ts";

const verdicts = (...steps: Parameters<typeof agentOf>[0]) =>
  versionsOf(agentOf(steps)).map(({ verdict }) => verdict);

describe("a verdict", () => {
  test("compares with the karma that the parent carries", () => {
    expect(verdicts({ karma: 0.5 }, { karma: 0.6 }, { karma: 0.55 }, { karma: 0.5549 })).toEqual([
      "unknown",
      "improved",
      "regressed",
      "neutral",
    ]);
  });

  test("of a change of exactly 0.005 is not neutral, however it is computed", () => {
    expect(verdicts({ karma: 0.7 }, { karma: 0.705 }, { karma: 0.7 }).slice(1)).toEqual([
      "improved",
      "regressed",
    ]);
  });

  test("waits for karma only while the version is the newest: a superseded one is never evaluated", () => {
    expect(verdicts({ karma: 0.5 }, {}, {})).toEqual(["unknown", "never", "waiting"]);
  });

  test("passes over a mutation that nobody scored to the karma that it inherited", () => {
    expect(versionsOf(agentOf([{ karma: 0.5 }, {}, { karma: 0.7 }]))[2]).toMatchObject({
      before: 0.5,
      delta: 0.2,
      verdict: "improved",
    });
  });

  test("of a rollback compares with the version that was gone back to", () => {
    const rolledBack = agentOf([{ karma: 0.8 }, { karma: 0.3 }, { backTo: 1, karma: 0.81 }]);
    expect(versionsOf(rolledBack)[2]).toMatchObject({ before: 0.8, verdict: "improved", madeBy: "system" });
  });

  test("has nothing to compare with after a snapshot that nobody scored", () => {
    expect(verdicts({ karma: 0.5 }, { byHand: true }, { karma: 0.7 })[2]).toBe("unknown");
  });

  test("of a version that is scored again is about its last score and its parent", () => {
    const again = scored(agentOf([{ karma: 0.5 }, { karma: 0.6 }]), 2, 0.4, 999);
    expect(versionsOf(again)[1]).toMatchObject({ before: 0.5, delta: -0.1, verdict: "regressed" });
  });

  test("follows its own bound", () => {
    expect(verdictOfChange(0.05, 0.1)).toBe("neutral");
    expect(verdictOfChange(-0.1, 0.1)).toBe("regressed");
    const agent = agentOf([{ karma: 0.5 }, { karma: 0.55 }, { karma: 0.7 }]);
    const judged = versionsOf(agent, 0.1).map(({ verdict }) => verdict);
    expect(judged).toEqual(["unknown", "neutral", "improved"]);
    expect(summaryOf(agent, 0, 0.2).verdict).toBe("neutral");
    expect(versionsOf(agent, 0.1)).toBe(versionsOf(agent, 0.1));
    expect(versionsOf(agent)[1]?.verdict).toBe("improved");
  });

  test("is one of three for every change, and turns with its sign", () => {
    const opposite = { improved: "regressed", regressed: "improved", neutral: "neutral" } as const;
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (delta) => {
        const verdict = verdictOfChange(delta);
        expect(verdict === "neutral").toBe(Math.abs(delta) < NOTICEABLE);
        expect(verdictOfChange(-delta)).toBe(opposite[verdict]);
      }),
    );
  });
});
