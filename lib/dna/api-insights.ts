import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";
import { EntityId } from "../ids.ts";
import { AgentParams, CONFLICT, expected_version, reason, Snapshot } from "./api.ts";
import { VERDICTS } from "./verdicts.ts";

/** What BRAiN doesn't have: one snapshot, two compared, all of them as a tree, what each key does, and the way back. */

const version = () => z.coerce.number().int().min(1);
const karma = () => z.number().nullable();
const unchanged = z.int().min(0).describe("How many are the same in both.");

export const SnapshotParams = z.object({ snapshot_id: version().describe("The snapshot.") });
export type SnapshotParams = z.infer<typeof SnapshotParams>;

export const DiffQuery = z.object({
  from: version().describe("The version before."),
  to: version().describe("The version after."),
});
export type DiffQuery = z.infer<typeof DiffQuery>;

export const Diff = z
  .object({
    agent_id: z.string(),
    from: z.int(),
    to: z.int(),
    dna: z.object({
      changes: z
        .array(
          z.object({
            kind: z.enum(["added", "removed", "changed"]),
            path: z.string().describe("Dotted where objects are nested; lists are compared whole."),
            before: z.unknown().optional(),
            after: z.unknown().optional(),
          }),
        )
        .describe("By path."),
      unchanged,
    }),
    traits: z.object({
      changes: z
        .array(
          z.object({
            name: z.string(),
            before: z.unknown().optional(),
            after: z.unknown().optional(),
            delta: z.number().nullable().describe("Null where either isn't a number."),
          }),
        )
        .describe("The largest change first."),
      unchanged,
    }),
  })
  .meta({ id: "Diff" });
export type Diff = z.infer<typeof Diff>;

export const LineageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100_000).optional().describe("Only this many of the newest."),
});

export const LineageVersion = z
  .object({
    version: z.int().min(1),
    snapshot_id: z.int().min(1),
    parent_snapshot_id: z.int().nullable(),
    branch: z.boolean().describe("The parent isn't the version before: somebody went back."),
    source: z.string().describe("manual, system or mutation."),
    reason: z.string().nullable(),
    created_at: z.iso.datetime(),
    changed_keys: z
      .array(z.string())
      .nullable()
      .describe(
        "DNA keys that differ from the parent; null for the first, and where the parent isn't in the answer.",
      ),
    dna_size: z.int(),
    traits_count: z.int(),
    karma_score: karma(),
    scored: z
      .enum(["evaluated", "inherited", "none"])
      .describe("Whose karma it is: its own, or its parent's."),
    first_evaluated_at: z.iso.datetime().nullable(),
    evaluated_at: z.iso.datetime().nullable(),
    previous_score: karma().describe("What it is compared with: the karma that its parent carries."),
    score_delta: karma(),
    verdict: z.enum(VERDICTS),
  })
  .meta({ id: "LineageVersion" });
export type LineageVersion = z.infer<typeof LineageVersion>;

export const Lineage = z
  .object({ agent_id: z.string(), versions: z.array(LineageVersion).describe("Oldest first.") })
  .meta({ id: "Lineage" });
export type Lineage = z.infer<typeof Lineage>;

export const ImpactQuery = z.object({
  agent_id: EntityId.optional().describe("Of this agent only; else of all."),
});
export type ImpactQuery = z.infer<typeof ImpactQuery>;

const KeyImpact = z
  .object({
    key: z.string(),
    count: z.int().min(1).describe("Judged mutations that changed it."),
    mean: z.number().describe("Mean change of karma against the parent."),
    size: z.number().describe("Mean size of the change, whichever way it went."),
    spread: z.number().nullable().describe("Standard deviation; null for one observation."),
    shared: z.int().min(0).describe("How many of them changed other keys, too."),
    few: z.boolean().describe("Under three observations."),
  })
  .meta({ id: "KeyImpact" });

const count = z.int().min(0);
export const ImpactReport = z
  .object({
    how_it_counts: z.string(),
    keys: z.array(KeyImpact).describe("Those that matter first; those with few observations last."),
    mutations: count.describe("Of the newest 100 versions of each agent, as the events told them."),
    verdicts: z.record(z.enum(VERDICTS), count),
    success_rate: z
      .number()
      .nullable()
      .describe("Share of the judged mutations whose score went up, by however little."),
    mean_karma: karma().describe("Of all scored versions, 0–1."),
  })
  .meta({ id: "ImpactReport" });
export type ImpactReport = z.infer<typeof ImpactReport>;

export const RollbackRequest = z
  .object({
    version: z.int().min(1).describe("The version to go back to."),
    reason,
    expected_version,
  })
  .meta({ id: "RollbackRequest" });
export type RollbackRequest = z.infer<typeof RollbackRequest>;

export const GetSnapshot = {
  method: "GET",
  path: "/api/dna/snapshots/{snapshot_id}",
  needs: "viewer",
  tag: "dna",
  summary: "One snapshot of any agent by its id",
  params: SnapshotParams,
  status: 200,
  answer: Snapshot,
  errors: { 404: "There is no such snapshot." },
} satisfies RouteSpec;

export const GetDiff = {
  method: "GET",
  path: "/api/dna/agents/{agent_id}/diff",
  needs: "viewer",
  tag: "dna",
  summary: "What differs between two versions of an agent",
  params: AgentParams,
  query: DiffQuery,
  status: 200,
  answer: Diff,
  errors: { 404: "The agent has no such version." },
} satisfies RouteSpec;

export const GetLineage = {
  method: "GET",
  path: "/api/dna/agents/{agent_id}/lineage",
  needs: "viewer",
  tag: "dna",
  summary: "All versions of an agent without their DNA: parents, changed keys, karma and verdicts",
  params: AgentParams,
  query: LineageQuery,
  status: 200,
  answer: Lineage,
} satisfies RouteSpec;

export const GetImpact = {
  method: "GET",
  path: "/api/dna/impact",
  needs: "viewer",
  tag: "dna",
  summary: "What a change of each DNA key did to karma, and how mutations did",
  query: ImpactQuery,
  status: 200,
  answer: ImpactReport,
} satisfies RouteSpec;

export const RollBack = {
  method: "POST",
  path: "/api/dna/agents/{agent_id}/rollback",
  needs: "operator",
  tag: "dna",
  summary: "Make a new snapshot from an older version; its parent is that version, its source system",
  params: AgentParams,
  body: RollbackRequest,
  status: 201,
  answer: Snapshot,
  errors: { 404: "The agent has no such version.", ...CONFLICT },
} satisfies RouteSpec;
