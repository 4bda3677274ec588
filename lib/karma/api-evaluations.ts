import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";
import { AgentParams, KarmaMetrics, RyrMetrics } from "./api.ts";

/** Why a version has the karma that it has: what its newest score was made from. */

const points = z.number().describe("Of the score's 0–100.");

const Part = z
  .object({
    name: z.string().describe("The metric; `base` for the 100 that safety starts with."),
    points: points.describe("What it adds to the score, or takes from it."),
    value: z.number().nullable().describe("The metric as it was sent."),
  })
  .meta({ id: "ScorePart" });

const weighed = z.object({
  score: z.number().describe("0–100."),
  weight: z.number().describe("Its share of the overall score."),
  points,
  parts: z.array(Part).describe("They add up to the score, before it is clamped to 0–100."),
});

const robots = { robot_id: z.string().nullable(), fleet_id: z.string().nullable() };
const advice = {
  critical_warnings: z.array(z.string()),
  recommendations: z.array(z.string()),
};

export const Breakdown = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("agent"),
      score: z.number().describe("0–100."),
      parts: z.array(Part).describe("They add up to the score, before it is clamped to 0–100."),
      metrics: KarmaMetrics,
    }),
    z.object({
      kind: z.literal("ryr"),
      score: z.number().describe("0–100."),
      ...robots,
      safety: weighed,
      fleet: weighed,
      navigation: weighed,
      ...advice,
      metrics: RyrMetrics,
    }),
  ])
  .meta({ id: "ScoreBreakdown" });
export type Breakdown = z.infer<typeof Breakdown>;

export const EvaluationsQuery = z.object({
  version: z.coerce.number().int().min(1).optional().describe("Of this version only."),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000).describe("Only this many of the newest."),
});
export type EvaluationsQuery = z.infer<typeof EvaluationsQuery>;

export const KarmaEvaluation = z
  .object({
    version: z.int().min(1),
    snapshot_id: z.int().min(1),
    karma_score: z.number().describe("0–1."),
    previous_score: z
      .number()
      .nullable()
      .describe("What the version carried before it was first scored, 0–1."),
    first_evaluated_at: z.iso.datetime(),
    evaluated_at: z.iso.datetime(),
    times: z.int().min(1).describe("How often it was scored; each time is an event."),
    breakdown: Breakdown.nullable().describe("Null where the karma didn't come through /api/karma."),
  })
  .meta({ id: "KarmaEvaluation" });
export type KarmaEvaluation = z.infer<typeof KarmaEvaluation>;

export const KarmaEvaluations = z
  .object({
    agent_id: z.string(),
    evaluations: z
      .array(KarmaEvaluation)
      .describe("Of each scored version the newest score; by version, ascending."),
  })
  .meta({ id: "KarmaEvaluations" });
export type KarmaEvaluations = z.infer<typeof KarmaEvaluations>;

export const GetEvaluations = {
  method: "GET",
  path: "/api/karma/agents/{agent_id}/evaluations",
  needs: "viewer",
  tag: "karma",
  summary: "Why each version of an agent has its karma: the score's parts, warnings, recommendations",
  params: AgentParams,
  query: EvaluationsQuery,
  status: 200,
  answer: KarmaEvaluations,
} satisfies RouteSpec;
