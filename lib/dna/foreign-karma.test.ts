import { describe, expect, test } from "vitest";
import { agentRows } from "./agent-rows.ts";
import { guardOf } from "./guard.ts";
import { observationsOf } from "./impact.ts";
import { tallyOf } from "./tally.ts";
import { agentOf } from "./versions.fixture.ts";
import { versionsOf } from "./versions.ts";

describe("karma of another scale", () => {
  const mixed = agentOf([{ karma: 0.7 }, { karma: 73 }, { karma: 0.6 }, { karma: 0.5 }]);

  test("is shown as it came, and not compared with karma within 0–1", () => {
    expect(versionsOf(mixed).map(({ karma, delta, verdict }) => [karma, delta, verdict])).toEqual([
      [0.7, null, "unknown"],
      [73, null, "unknown"],
      [0.6, null, "unknown"],
      [0.5, -0.1, "regressed"],
    ]);
    expect(agentRows({ agents: new Map([["a", mixed]]) })[0]).toMatchObject({ foreign: true, best: 73 });
  });

  test("moves neither means, nor impact, nor the guard", () => {
    expect(tallyOf(versionsOf(mixed))).toMatchObject({ scored: 3, meanKarma: expect.closeTo(0.6, 10) });
    expect(observationsOf("a", versionsOf(mixed))).toHaveLength(1);
    expect(guardOf(mixed)).toEqual({ kind: "fine" });
  });

  test("is compared with its own kind", () => {
    const percent = versionsOf(agentOf([{ karma: 55 }, { karma: 73 }]));
    expect(percent[1]).toMatchObject({ delta: 18, verdict: "improved" });
  });
});
