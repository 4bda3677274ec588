import { type DnaState, emptyDna } from "#lib/dna/state";
import { NOTICEABLE } from "#lib/dna/verdicts";
import { AppError } from "#lib/errors";
import { toSeconds } from "#lib/time";
import type { DnaService } from "#server/services/dna";
import type { Records } from "#server/store/port";
import { compare } from "./compare.ts";
import { createSnapshot } from "./create-snapshot.ts";
import { readEvaluations } from "./evaluations.ts";
import { createHistoryReader } from "./history.ts";
import { impactOf } from "./impact.ts";
import { readLineage } from "./lineage.ts";
import { mutate } from "./mutate.ts";
import { agents, hasSnapshot, snapshotById, snapshotOf } from "./read.ts";
import { updateKarma } from "./update-karma.ts";
import { createWriteQueue } from "./write-queue.ts";

export interface DnaOptions {
  records: Records;
  /** What the events told of the agents, up to now. */
  told?: () => DnaState | Promise<DnaState>;
  /** A change of karma by less is none. */
  noticeable?: number;
  /** Unix milliseconds. */
  now?: () => number;
}

/**
 * The DNA of agents (contract section 4). State and its event are stored in one step; an answer means that both
 * are. Throws "store_unavailable" and "store_full" as the store does.
 */
export function createDna({
  records,
  told = () => emptyDna,
  noticeable = NOTICEABLE,
  now = Date.now,
}: DnaOptions): DnaService {
  const queue = createWriteQueue(records, now);
  const history = createHistoryReader(records);

  return {
    async createSnapshot(request) {
      const { agent_id, parent_snapshot_id } = request;
      // Snapshots are never taken away, so what is true now is true when the queue comes to it.
      if (parent_snapshot_id !== undefined && !(await hasSnapshot(records, agent_id, parent_snapshot_id)))
        throw unknownParent(agent_id, parent_snapshot_id);
      return queue.submit(agent_id, (draft) => createSnapshot(draft, request));
    },
    mutate: (agentId, request) => queue.submit(agentId, (draft) => mutate(draft, agentId, request)),
    async rollBack(agentId, { version, ...asked }) {
      const { id, dna, traits } = await snapshotOf(records, agentId, version);
      const reason = asked.reason ?? `Rolled back to version ${version}`;
      const { expected_version } = asked;
      const request = { agent_id: agentId, dna, traits, reason, source: "system" as const, expected_version };
      return queue.submit(agentId, (draft) => createSnapshot(draft, { ...request, parent_snapshot_id: id }));
    },
    history: (agentId, query = {}) => history(agentId, query.limit),
    lineage: (agentId, query = {}) => readLineage(records, agentId, noticeable, query.limit),
    snapshot: (id) => snapshotById(records, id),
    diff: (agentId, query) => compare(records, agentId, query),
    impact: async (query = {}) => impactOf(await told(), query, noticeable),
    agents: async (query = {}) =>
      agents(records, query, { dna: await told(), noticeable, now: toSeconds(now()) }),
    evaluations: (agentId, query) => readEvaluations(records, agentId, query),
    async updateKarma(agentId, karma, why) {
      if (!(karma >= 0 && karma <= 1))
        throw new AppError("invalid", `Karma must be from 0 to 1, not ${karma}`);
      return queue.submit(agentId, (draft) => updateKarma(draft, agentId, karma, why));
    },
  };
}

function unknownParent(agentId: string, snapshotId: number): AppError {
  const msg = `Snapshot ${snapshotId} is not one of agent ${agentId}`;
  return new AppError("invalid", msg, {
    problems: [{ loc: ["body", "parent_snapshot_id"], msg, type: "value_error" }],
  });
}
