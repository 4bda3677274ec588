import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";
import { EntityId } from "../ids.ts";
import { optional } from "../optional.ts";
import { VERDICTS } from "./verdicts.ts";

/** Requests and answers of the DNA module (contract section 4). Datetimes are ISO-8601 UTC; karma is 0–1. */

const jsonObject = z.record(z.string(), z.unknown());
export const reason = z
  .string()
  .max(2000)
  .nullish()
  .transform((text) => text ?? null)
  .describe("Why, in words for people.");

export const expected_version = optional(z.int().min(0)).describe(
  "The agent's latest version as the caller knows it, 0 for none. When there is a newer one, nothing is written " +
    "and the answer is 409. Left out: written whatever there is.",
);

/** What a write is answered when somebody else was faster. */
export const Conflict = z
  .object({
    detail: z.string().describe("What is wrong, for people."),
    current_version: z.int().min(0).describe("The agent's latest version; 0 when it has none."),
    current_snapshot_id: z.int().nullable(),
  })
  .meta({ id: "VersionConflict" });
export const CONFLICT = {
  409: { description: "`expected_version` isn't the latest version any more.", answer: Conflict },
} as const;

export const AgentParams = z.object({ agent_id: EntityId.describe("The agent.") });

export const SNAPSHOT_SOURCES = ["manual", "system", "mutation"] as const;

export const SnapshotRequest = z
  .object({
    agent_id: EntityId.describe("The agent; one that is unknown is created."),
    dna: jsonObject.describe("The agent's whole DNA."),
    traits: jsonObject.default({}).describe("The agent's traits, mostly numbers."),
    reason,
    parent_snapshot_id: z
      .int()
      .min(1)
      .nullish()
      .transform((id) => id ?? undefined)
      .describe("A snapshot of the same agent that this one goes back to; the previous one when left out."),
    source: z
      .enum(["manual", "system"])
      .nullish()
      .transform((source) => source ?? "manual")
      .describe("Who made it: manual unless said otherwise."),
    expected_version,
  })
  .meta({ id: "SnapshotRequest" });
export type SnapshotRequest = z.infer<typeof SnapshotRequest>;

export const MutationRequest = z
  .object({
    mutation: jsonObject.describe("Laid over the old DNA, key by key."),
    traits_delta: jsonObject
      .default({})
      .describe(
        "Numbers are added to the trait (a missing one counts as 0); a value that isn't a number replaces it.",
      ),
    reason,
    expected_version,
  })
  .meta({ id: "MutationRequest" });
export type MutationRequest = z.infer<typeof MutationRequest>;

export const Snapshot = z
  .object({
    id: z.int().min(1).describe("Counts up over all agents."),
    agent_id: z.string(),
    version: z.int().min(1).describe("Counts up within the agent."),
    dna: jsonObject,
    traits: jsonObject,
    karma_score: z
      .number()
      .nullable()
      .describe("0–1. After a mutation it is the parent's until the agent is scored again."),
    created_at: z.iso.datetime(),
    meta: z.object({
      reason: z.string().nullable(),
      source: z.enum(SNAPSHOT_SOURCES),
      parent_snapshot_id: z.int().nullable().describe("Null for the first one."),
    }),
  })
  .meta({ id: "Snapshot" });
export type Snapshot = z.infer<typeof Snapshot>;

export const HistoryQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100_000).optional().describe("Only this many of the newest."),
});

export const History = z
  .object({ agent_id: z.string(), snapshots: z.array(Snapshot).describe("Oldest first.") })
  .meta({ id: "History" });
export type History = z.infer<typeof History>;

export const AgentsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(10_000).default(1000).describe("At most so many agents."),
  after: EntityId.optional().describe("Agents after this id: the last answer's `next`."),
});
export type AgentsQuery = z.infer<typeof AgentsQuery>;

export const Agent = z
  .object({
    agent_id: z.string(),
    version: z.int().min(1).describe("Of the latest snapshot; so many snapshots there are."),
    latest_snapshot_id: z.int().min(1),
    karma_score: z.number().nullable().describe("0–1, of the latest snapshot."),
    created_at: z.iso.datetime().describe("When the first snapshot was made."),
    updated_at: z.iso.datetime().describe("When a snapshot was made or scored last."),
  })
  .meta({ id: "Agent" });
export type Agent = z.infer<typeof Agent>;

/** An agent with what its events tell of it; all of that is null while none of them was seen here. */
export const AgentSummary = Agent.extend({
  best_karma: z.number().nullable(),
  best_version: z.int().nullable().describe("The version that had it."),
  karma_change_24h: z
    .number()
    .nullable()
    .describe("The newest score against the last one that is older than a day; null without two scores."),
  waiting_since: z.iso.datetime().nullable().describe("Since when the latest version waits for its score."),
  verdict: z.enum(VERDICTS).nullable().describe("How its latest version did against its parent."),
  guard: z
    .enum(["fine", "fallen", "going-back"])
    .nullable()
    .describe("`fallen`: the last two scores lie more than 0.05 below its best."),
}).meta({ id: "AgentSummary" });
export type AgentSummary = z.infer<typeof AgentSummary>;

export const AgentList = z
  .object({
    agents: z.array(AgentSummary).describe("By id, ascending."),
    next: z.string().nullable().describe("Hand it on as `after` for the rest; null when that was all."),
  })
  .meta({ id: "AgentList" });
export type AgentList = z.infer<typeof AgentList>;

export const CreateSnapshot = {
  method: "POST",
  path: "/api/dna/snapshot",
  needs: "operator",
  tag: "dna",
  summary: "Store an agent's DNA as its next snapshot",
  body: SnapshotRequest,
  status: 201,
  answer: Snapshot,
  errors: CONFLICT,
} satisfies RouteSpec;

export const MutateAgent = {
  method: "POST",
  path: "/api/dna/agents/{agent_id}/mutate",
  needs: "operator",
  tag: "dna",
  summary: "Make the agent's next snapshot from its latest by a mutation",
  params: AgentParams,
  body: MutationRequest,
  status: 200,
  answer: Snapshot,
  errors: { 404: "The agent has no snapshot.", ...CONFLICT },
} satisfies RouteSpec;

export const GetHistory = {
  method: "GET",
  path: "/api/dna/agents/{agent_id}/history",
  needs: "viewer",
  tag: "dna",
  summary: "All snapshots of an agent, oldest first",
  params: AgentParams,
  query: HistoryQuery,
  status: 200,
  answer: History,
} satisfies RouteSpec;

export const ListAgents = {
  method: "GET",
  path: "/api/dna/agents",
  needs: "viewer",
  tag: "dna",
  summary: "All agents with DNA",
  query: AgentsQuery,
  status: 200,
  answer: AgentList,
} satisfies RouteSpec;
