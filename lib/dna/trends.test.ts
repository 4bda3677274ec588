import { expect, test } from "vitest";
import type { Snapshot } from "./api.ts";
import { delaySummary, karmaChange, scoringDelays, traitTrends } from "./trends.ts";
import { agentOf, scored } from "./versions.fixture.ts";
import { mergeVersions, versionsOf } from "./versions.ts";

test("a mutation's delay ends with its first score, and both ends of 30–60 s are expected", () => {
  let agent = agentOf([{ karma: 0.5 }, {}, {}, {}, {}]);
  for (const [version, at] of [
    [2, 229],
    [3, 330],
    [4, 460],
    [5, 561],
    [5, 900],
    [2, 150],
  ] as const)
    agent = scored(agent, version, 0.5 + at / 10_000, at);
  const delays = scoringDelays(versionsOf(agent));
  expect(delays.map(({ seconds, is }) => [seconds, is])).toEqual([
    [29, "early"],
    [30, "expected"],
    [60, "expected"],
    [61, "late"],
  ]);
  expect(delaySummary(delays)).toEqual({ mean: 45, slowest: 61 });
});

test("the change of a day is against the last score before it, or the oldest there is", () => {
  const agent = agentOf([{ karma: 0.5 }, { karma: 0.6 }, { karma: 0.7 }]);
  expect(karmaChange(agent, 340, 150)).toBeCloseTo(0.2, 10);
  expect(karmaChange(agent, 340, 90)).toBeCloseTo(0.1, 10);
  expect(karmaChange(agent, 340, 10_000)).toBeCloseTo(0.2, 10);
  expect(karmaChange(agent, 10_000, 90)).toBeNull();
  expect(karmaChange(agentOf([{ karma: 0.5 }]), 150, 90)).toBeNull();
});

test("trends know the traits that were ever numbers, what moved most first", () => {
  const stored = [
    { calm: 0.5, mood: "wild" },
    { calm: 0.6, speed: 1 },
    { calm: "very", speed: 3 },
  ].map(
    (traits, index): Snapshot => ({
      id: index + 1,
      agent_id: "a",
      version: index + 1,
      dna: {},
      traits,
      karma_score: null,
      created_at: new Date(0).toISOString(),
      meta: { reason: null, source: "manual", parent_snapshot_id: index || null },
    }),
  );
  const trends = traitTrends(mergeVersions([], stored));
  expect(trends.map(({ name, values }) => [name, ...values.map(({ value }) => value)])).toEqual([
    ["speed", null, 1, 3],
    ["calm", 0.5, 0.6, null],
  ]);
});
