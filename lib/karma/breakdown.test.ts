import fc from "fast-check";
import { expect, test } from "vitest";
import { atEveryLimit } from "./advice.fixture.ts";
import { Breakdown } from "./api-evaluations.ts";
import { breakdownOf, pointsOf } from "./breakdown.ts";
import { karmaParts } from "./parts.ts";
import { fleetScore, karmaScore, navigationScore, overallScore, safetyScore } from "./score.ts";

const metrics = {
  success_rate: 0.9,
  avg_latency_ms: 1500,
  policy_violations: 1,
  user_rating_avg: 4.5,
  credit_consumption_per_task: 2,
};

test("an agent's score is taken apart as the formula puts it together", () => {
  const reason = { kind: "agent", score: karmaScore(metrics), metrics } as const;
  expect(Breakdown.parse(breakdownOf(reason))).toMatchObject({
    score: 51.5,
    parts: [
      { name: "success_rate", points: 36, value: 0.9 },
      { name: "avg_latency_ms", points: 17.5, value: 1500 },
      { name: "policy_violations", points: -10, value: 1 },
      { name: "user_rating_avg", points: 12, value: 4.5 },
      { name: "credit_consumption_per_task", points: -4, value: 2 },
    ],
  });
  expect(pointsOf(reason)).toMatchObject({ success_rate: 36, policy_violations: -10 });
});

test("the parts of an agent's score add up to it, within 0 and 100", () => {
  const any = fc.record({
    success_rate: fc.double({ min: 0, max: 1, noNaN: true }),
    avg_latency_ms: fc.double({ min: 0, max: 20_000, noNaN: true }),
    policy_violations: fc.nat(12),
    user_rating_avg: fc.double({ min: 0, max: 5, noNaN: true }),
    credit_consumption_per_task: fc.double({ min: 0, max: 60, noNaN: true }),
  });
  fc.assert(
    fc.property(any, (metrics) => {
      const sum = karmaParts(metrics).reduce((sum, { points }) => sum + points, 0);
      expect(karmaScore(metrics)).toBeCloseTo(Math.min(100, Math.max(0, sum)), 6);
    }),
  );
});

test("a RYR score shows its three with their weights, what they are made of, and the advice", () => {
  const { fleet, safety, navigation } = atEveryLimit;
  const scores = {
    fleet: fleetScore(fleet),
    safety: safetyScore(safety),
    navigation: navigationScore(navigation),
  };
  const breakdown = breakdownOf({
    kind: "ryr",
    score: overallScore(scores),
    robot_id: "r1",
    fleet_id: null,
    fleet_score: scores.fleet,
    safety_score: scores.safety,
    navigation_score: scores.navigation,
    metrics: atEveryLimit,
    critical_warnings: ["w"],
    recommendations: ["r"],
  });
  expect(Breakdown.parse(breakdown)).toEqual(breakdown);
  if (breakdown.kind !== "ryr") throw new Error("another kind");
  const three = [breakdown.safety, breakdown.fleet, breakdown.navigation];
  expect(three.map(({ weight }) => weight)).toEqual([0.4, 0.35, 0.25]);
  expect(three.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(breakdown.score, 6);
  expect(breakdown.safety.parts[0]).toEqual({ name: "base", points: 100, value: null });
});
