import { AppError } from "#lib/errors";
import type { DnaService } from "#server/services";
import type { Records } from "#server/store/port";
import { createSnapshot } from "./create-snapshot.ts";
import { createHistoryReader } from "./history.ts";
import { mutate } from "./mutate.ts";
import { agents, hasSnapshot } from "./read.ts";
import { updateKarma } from "./update-karma.ts";
import { createWriteQueue } from "./write-queue.ts";

/**
 * The DNA of agents (contract section 4). State and its event are stored in one step; an answer means that both
 * are. `now` gives Unix milliseconds. Throws "store_unavailable" and "store_full" as the store does.
 */
export function createDna({ records, now = Date.now }: { records: Records; now?: () => number }): DnaService {
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
    history: (agentId, query = {}) => history(agentId, query.limit),
    agents: (query = {}) => agents(records, query),
    async updateKarma(agentId, karma) {
      if (!(karma >= 0 && karma <= 1))
        throw new AppError("invalid", `Karma must be from 0 to 1, not ${karma}`);
      return queue.submit(agentId, (draft) => updateKarma(draft, agentId, karma));
    },
  };
}

function unknownParent(agentId: string, snapshotId: number): AppError {
  const msg = `Snapshot ${snapshotId} is not one of agent ${agentId}`;
  return new AppError("invalid", msg, {
    problems: [{ loc: ["body", "parent_snapshot_id"], msg, type: "value_error" }],
  });
}
