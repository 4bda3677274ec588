import type { Agent, History, Snapshot } from "#lib/dna/api";
import type { JsonText } from "#lib/http/api";
import type { Records, StoredRecord } from "#server/store/port";
import { AGENTS, SNAPSHOTS, snapshotKey, snapshotPrefix } from "./keys.ts";

const CHARS_KEPT = 16 * 1024 * 1024;
/** A longer history is read anew each time: one agent must not push out all others. */
const LONGEST_KEPT = CHARS_KEPT / 16;

/**
 * Snapshots of an agent as JSON text, oldest first; of the newest `limit` only, where one is given.
 * A whole history is kept as text while the agent's head stays the same, whoever writes it: a page that shows an
 * agent asks often, and reading ten snapshots and turning them into text again costs more than all the rest.
 */
export function createHistoryReader(records: Records, charsKept = CHARS_KEPT) {
  const kept = new Map<string, { stamp: string; text: string }>();
  let chars = 0;

  function forget(agentId: string): void {
    chars -= kept.get(agentId)?.text.length ?? 0;
    kept.delete(agentId);
  }

  function keep(agentId: string, stamp: string, text: string): void {
    forget(agentId);
    if (text.length > LONGEST_KEPT) return;
    kept.set(agentId, { stamp, text });
    chars += text.length;
    for (const oldest of kept.keys()) {
      if (chars <= charsKept) break;
      forget(oldest);
    }
  }

  return async (agentId: string, limit?: number): Promise<JsonText<History>> => {
    const head = await records.get<Agent>(AGENTS, agentId);
    if (!head) return toText({ agent_id: agentId, snapshots: [] });
    const { version } = head.value;
    if (limit !== undefined && limit < version)
      return toText(await readHistory(records, agentId, snapshotKey(agentId, version - limit)));
    // The head is read before the snapshots: what is kept under its stamp may be newer, never older.
    const stamp = stampOf(head);
    const known = kept.get(agentId);
    if (known?.stamp === stamp) return { jsonText: known.text };
    const answer = toText(await readHistory(records, agentId));
    keep(agentId, stamp, answer.jsonText);
    return answer;
  };
}

// The time as well: in a store that was emptied, revisions begin again.
const stampOf = ({ revision, value }: StoredRecord<Agent>): string => `${revision} ${value.updated_at}`;

async function readHistory(records: Records, agentId: string, after?: string): Promise<History> {
  const prefix = snapshotPrefix(agentId);
  const found = await records.list<Snapshot>(SNAPSHOTS, after === undefined ? { prefix } : { prefix, after });
  return { agent_id: agentId, snapshots: found.map(({ value }) => value) };
}

const toText = (history: History): JsonText<History> => ({ jsonText: JSON.stringify(history) });
