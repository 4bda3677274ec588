import type { Agent, Snapshot } from "#lib/dna/api";
import type { Evaluation } from "#server/services/dna";

/** An agent as it was read or written last. */
export interface LoadedAgent {
  head: Agent;
  latest: Snapshot;
  /** Of the latest snapshot; null while nobody scored it. */
  evaluation: Evaluation | null;
  /** Of its record: guards the commit that is made from it. */
  revision: number;
  /** Characters of the latest DNA and traits as JSON. */
  size: number;
}

const AGENTS_KEPT = 1000;
// A snapshot may be as large as a body: the count alone would allow 256 MiB.
const CHARS_KEPT = 16 * 1024 * 1024;
// The envelope of a snapshot, its agent's head and what the engine adds.
const CHARS_BESIDE_DNA = 1000;
// With the metrics of fleet, safety and navigation that it was made from.
const CHARS_OF_SCORE = 1500;

/** The agents used last, bounded by number and size, so that a write needs no read when nobody else writes. */
export function createAgentCache(limits = { agents: AGENTS_KEPT, chars: CHARS_KEPT }) {
  const kept = new Map<string, LoadedAgent>();
  let chars = 0;

  function forget(agentId: string): void {
    const agent = kept.get(agentId);
    if (agent) chars -= charsOf(agent);
    kept.delete(agentId);
  }

  return {
    get: (agentId: string): LoadedAgent | undefined => kept.get(agentId),
    set(agent: LoadedAgent): void {
      const { agent_id } = agent.head;
      forget(agent_id);
      kept.set(agent_id, agent);
      chars += charsOf(agent);
      for (const oldest of kept.keys()) {
        if (kept.size <= limits.agents && chars <= limits.chars) break;
        forget(oldest);
      }
    },
    clear(): void {
      kept.clear();
      chars = 0;
    },
    size: () => ({ agents: kept.size, chars }),
  };
}

const charsOf = ({ size, evaluation }: LoadedAgent): number =>
  size + CHARS_BESIDE_DNA + (evaluation ? CHARS_OF_SCORE : 0);
