import { z } from "zod";
import { EntityId } from "../ids.ts";
import { optional } from "../optional.ts";

/** What we tell beyond the contract: nobody's payload is refused for what stands there. */
const ours = z.unknown().optional();

/** Payloads of the three `dna.*` events (contract section 3). Times are Unix seconds. Unknown keys are kept. */
export const SnapshotCreated = z.looseObject({
  snapshot_id: z.int(),
  agent_id: EntityId,
  version: z.int().min(1),
  source: z.string(),
  parent_snapshot_id: z
    .int()
    .nullish()
    .transform((id) => id ?? null),
  dna_size: optional(z.number()),
  traits_count: optional(z.number()),
  reason: optional(z.string()),
  created_at: z.number(),
});
export type SnapshotCreated = z.infer<typeof SnapshotCreated>;

export const MutationApplied = z.looseObject({
  snapshot_id: z.int(),
  agent_id: EntityId,
  version: z.int().min(1),
  parent_snapshot_id: z
    .int()
    .nullish()
    .transform((id) => id ?? null),
  mutation_keys: z.array(z.string()),
  traits_delta: z.record(z.string(), z.unknown()),
  /** Names of the traits that were replaced: the contract's delta holds numbers only. */
  traits_replaced: ours,
  dna_size: ours,
  traits_count: ours,
  reason: optional(z.string()),
  created_at: z.number(),
});
export type MutationApplied = z.infer<typeof MutationApplied>;

export const KarmaUpdated = z.looseObject({
  snapshot_id: z.int(),
  agent_id: EntityId,
  version: z.int().min(1),
  karma_score: z.number(),
  previous_score: optional(z.number()),
  score_delta: optional(z.number()),
  /** Points of 100 by what gave or cost them, where `/api/karma` computed the score. */
  score_points: ours,
  updated_at: z.number(),
});
export type KarmaUpdated = z.infer<typeof KarmaUpdated>;
