import type { Snapshot } from "#lib/dna/api";
import { scoreDelta } from "#lib/dna/rules";
import { createEvent } from "#lib/events/create";
import type { Evaluation, KarmaReason } from "#server/services/dna";
import type { Draft } from "./draft.ts";
import { headOf } from "./head.ts";

/** The agent's latest snapshot with this karma (0–1), with `dna.karma_updated`; null for an unknown agent. */
export function updateKarma(
  draft: Draft,
  agentId: string,
  karma: number,
  why: KarmaReason | undefined,
): Snapshot | null {
  const before = draft.agent(agentId);
  if (!before) return null;
  const previous = before.latest.karma_score;
  const snapshot: Snapshot = { ...before.latest, karma_score: karma };
  const now = draft.nowSeconds;
  const event = createEvent(
    "dna.karma_updated",
    {
      snapshot_id: snapshot.id,
      agent_id: agentId,
      version: snapshot.version,
      karma_score: karma,
      previous_score: previous ?? undefined,
      score_delta: previous === null ? undefined : scoreDelta(previous, karma),
      score_points: why?.points,
      updated_at: now,
    },
    now,
  );
  const evaluation: Evaluation = {
    version: snapshot.version,
    snapshot_id: snapshot.id,
    karma,
    before: before.evaluation ? before.evaluation.before : previous,
    first_at: before.evaluation?.first_at ?? now,
    at: now,
    times: (before.evaluation?.times ?? 0) + 1,
    reason: why?.reason ?? null,
  };
  draft.write(headOf(snapshot, before.head, now), snapshot, event, evaluation);
  return snapshot;
}
