import type { Evaluation, OfVersions } from "#server/services/dna";
import type { Records } from "#server/store/port";
import { AGENTS, EVALUATIONS, snapshotKey, snapshotPrefix } from "./keys.ts";

/** The newest score of one version, or of each among the agent's newest `limit` versions, oldest first. */
export async function readEvaluations(
  records: Records,
  agentId: string,
  { version, limit }: OfVersions,
): Promise<Evaluation[]> {
  if (version !== undefined) {
    const one = await records.get<Evaluation>(EVALUATIONS, snapshotKey(agentId, version));
    return one ? [one.value] : [];
  }
  const head = await records.get<{ version: number }>(AGENTS, agentId);
  const after = snapshotKey(agentId, Math.max(0, (head?.value.version ?? 0) - limit));
  const found = await records.list<Evaluation>(EVALUATIONS, { prefix: snapshotPrefix(agentId), after });
  return found.map(({ value }) => value);
}
