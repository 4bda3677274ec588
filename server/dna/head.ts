import type { Agent, Snapshot } from "#lib/dna/api";
import { toIso } from "#lib/time";

/** An agent's head record after its latest snapshot was written at `nowSeconds`. */
export function headOf(latest: Snapshot, before: Agent | undefined, nowSeconds: number): Agent {
  return {
    agent_id: latest.agent_id,
    version: latest.version,
    latest_snapshot_id: latest.id,
    karma_score: latest.karma_score,
    created_at: before?.created_at ?? latest.created_at,
    updated_at: toIso(nowSeconds),
  };
}
