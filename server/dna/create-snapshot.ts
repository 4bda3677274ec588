import type { Snapshot, SnapshotRequest } from "#lib/dna/api";
import { sizeOf } from "#lib/dna/rules";
import { createEvent } from "#lib/events/create";
import { toIso } from "#lib/time";
import type { Draft } from "./draft.ts";
import { expectVersion } from "./expect-version.ts";
import { headOf } from "./head.ts";

/**
 * The agent's next snapshot, with `dna.snapshot_created`. It carries no karma: nobody has scored it.
 * Throws "conflict" when it expects another version.
 */
export function createSnapshot(draft: Draft, request: SnapshotRequest): Snapshot {
  const { agent_id, dna, traits, reason, source } = request;
  expectVersion(draft, agent_id, request.expected_version);
  const before = draft.agent(agent_id);
  const now = draft.nowSeconds;
  const snapshot: Snapshot = {
    id: draft.nextId(),
    agent_id,
    version: (before?.head.version ?? 0) + 1,
    dna,
    traits,
    karma_score: null,
    created_at: toIso(now),
    meta: { reason, source, parent_snapshot_id: request.parent_snapshot_id ?? before?.latest.id ?? null },
  };
  const event = createEvent(
    "dna.snapshot_created",
    {
      snapshot_id: snapshot.id,
      agent_id,
      version: snapshot.version,
      source,
      parent_snapshot_id: snapshot.meta.parent_snapshot_id,
      dna_size: sizeOf(dna),
      traits_count: sizeOf(traits),
      reason: reason ?? undefined,
      created_at: now,
    },
    now,
  );
  draft.write(headOf(snapshot, before?.head, now), snapshot, event);
  return snapshot;
}
