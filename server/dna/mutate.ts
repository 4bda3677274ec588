import type { MutationRequest, Snapshot } from "#lib/dna/api";
import { mutated, numericDelta, replacedTraits, sizeOf, traitsAfter } from "#lib/dna/rules";
import { AppError } from "#lib/errors";
import { createEvent } from "#lib/events/create";
import { toIso } from "#lib/time";
import type { Draft } from "./draft.ts";
import { expectVersion } from "./expect-version.ts";
import { headOf } from "./head.ts";

/**
 * The agent's next snapshot, made from its latest by a mutation, with `dna.mutation_applied`.
 * It carries its parent's karma over. Throws "not_found" when the agent has no snapshot, "conflict" when it
 * expects another version.
 */
export function mutate(draft: Draft, agentId: string, request: MutationRequest): Snapshot {
  const before = draft.agent(agentId);
  if (!before) throw new AppError("not_found", `Agent ${agentId} has no DNA snapshot to mutate`);
  expectVersion(draft, agentId, request.expected_version);
  const { head, latest: parent } = before;
  const { reason, mutation, traits_delta } = request;
  const now = draft.nowSeconds;
  const snapshot: Snapshot = {
    id: draft.nextId(),
    agent_id: agentId,
    version: parent.version + 1,
    dna: mutated(parent.dna, mutation),
    traits: traitsAfter(parent.traits, traits_delta),
    karma_score: parent.karma_score,
    created_at: toIso(now),
    meta: { reason, source: "mutation", parent_snapshot_id: parent.id },
  };
  const replaced = replacedTraits(traits_delta);
  const event = createEvent(
    "dna.mutation_applied",
    {
      snapshot_id: snapshot.id,
      agent_id: agentId,
      version: snapshot.version,
      parent_snapshot_id: parent.id,
      mutation_keys: Object.keys(mutation),
      traits_delta: numericDelta(traits_delta),
      dna_size: sizeOf(snapshot.dna),
      traits_count: sizeOf(snapshot.traits),
      traits_replaced: replaced.length > 0 ? replaced : undefined,
      reason: reason ?? undefined,
      created_at: now,
    },
    now,
  );
  draft.write(headOf(snapshot, head, now), snapshot, event);
  return snapshot;
}
