import type { Agent, Snapshot } from "#lib/dna/api";
import { AppError } from "#lib/errors";
import { MAX_ENTRY_CHARS } from "#lib/events/decode";
import type { BrainEvent } from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import { jsonTextProblem } from "#lib/json";
import type { Evaluation } from "#server/services/dna";
import type { Commit, NewEntry } from "#server/store/port";
import type { LoadedAgent } from "./agent-cache.ts";
import {
  AGENTS,
  COUNTERS,
  EVALUATIONS,
  SNAPSHOT_IDS,
  SNAPSHOT_KEYS,
  SNAPSHOTS,
  snapshotIdKey,
  snapshotKey,
} from "./keys.ts";

/** DNA and traits together, as JSON: a body's size, so that mutations can't grow an agent without bound. */
export const MAX_DNA_CHARS = 256 * 1024;

/** The last snapshot id given out, as its record has it. */
export interface LoadedCounter {
  last: number;
  revision: number;
}

export type Draft = ReturnType<typeof createDraft>;

/**
 * A working copy of some agents: changes are applied one after another, each seeing the ones before,
 * and become one commit that holds only if nobody else wrote meanwhile.
 */
export function createDraft(
  loaded: ReadonlyMap<string, LoadedAgent>,
  counter: LoadedCounter,
  nowSeconds: number,
) {
  const agents = new Map(loaded);
  const written = new Set<string>();
  const snapshots = new Map<string, Snapshot>();
  const evaluations = new Map<string, Evaluation>();
  const entries: NewEntry[] = [];
  let lastId = counter.last;

  return {
    nowSeconds,
    agent: (agentId: string): LoadedAgent | undefined => agents.get(agentId),
    nextId: (): number => lastId + 1,
    /**
     * Makes this the agent's latest snapshot, with this score. Throws "invalid" or "too_large" and then has done
     * nothing.
     */
    write(head: Agent, latest: Snapshot, event: BrainEvent, evaluation: Evaluation | null = null): void {
      const before = agents.get(head.agent_id);
      const sameDna = before?.latest.id === latest.id;
      const size = sameDna ? before.size : dnaSize(latest);
      entries.push(entryOf(event));
      agents.set(head.agent_id, { head, latest, evaluation, size, revision: before?.revision ?? 0 });
      written.add(head.agent_id);
      const key = snapshotKey(head.agent_id, latest.version);
      snapshots.set(key, latest);
      if (evaluation) evaluations.set(key, evaluation);
      lastId = Math.max(lastId, latest.id);
    },
    /** All that was written as one commit, or null when nothing was. */
    commit(): Commit | null {
      if (entries.length === 0) return null;
      const counted = lastId > counter.last;
      const heads = [...written].map((id) => ({ key: id, agent: agents.get(id) as LoadedAgent }));
      return {
        checks: [
          ...heads.map(({ key, agent }) => ({ collection: AGENTS, key, revision: agent.revision })),
          ...(counted ? [{ collection: COUNTERS, key: SNAPSHOT_IDS, revision: counter.revision }] : []),
        ],
        puts: [
          ...heads.map(({ key, agent }) => ({ collection: AGENTS, key, value: agent.head })),
          ...[...snapshots].map(([key, value]) => ({ collection: SNAPSHOTS, key, value })),
          ...[...snapshots]
            .filter(([, { id }]) => id > counter.last)
            .map(([key, { id }]) => ({ collection: SNAPSHOT_KEYS, key: snapshotIdKey(id), value: key })),
          ...[...evaluations].map(([key, value]) => ({ collection: EVALUATIONS, key, value })),
          ...(counted ? [{ collection: COUNTERS, key: SNAPSHOT_IDS, value: lastId }] : []),
        ],
        appends: entries.map((entry) => ({ stream: "events" as const, entry })),
      };
    },
    /** What the records hold once the commit has happened. */
    committed(): { agents: LoadedAgent[]; counter: LoadedCounter } {
      const counted = lastId > counter.last;
      return {
        agents: [...written].map((id) => {
          const agent = agents.get(id) as LoadedAgent;
          return { ...agent, revision: agent.revision + 1 };
        }),
        counter: { last: lastId, revision: counter.revision + (counted ? 1 : 0) },
      };
    },
  };
}

/** Characters of a snapshot's DNA and traits as JSON. */
export const charsOfDna = ({ dna, traits }: Snapshot): number =>
  JSON.stringify(dna).length + JSON.stringify(traits).length;

function dnaSize(snapshot: Snapshot): number {
  const size = charsOfDna(snapshot);
  if (size <= MAX_DNA_CHARS) return size;
  const msg = `The agent's DNA and traits would take ${size} characters; the limit is ${MAX_DNA_CHARS}`;
  throw new AppError("invalid", msg, { problems: [{ loc: ["body"], msg, type: "too_large" }] });
}

// Fewer characters than this can't hold more keys than the reader allows.
const SURELY_READABLE_CHARS = 8000;

function entryOf(event: BrainEvent): NewEntry {
  const fields = toFields(event);
  const payload = fields.payload ?? "";
  if (payload.length > SURELY_READABLE_CHARS) {
    // What our own reader would put aside must not be written: the state would change and nobody would see it.
    const problem = jsonTextProblem(payload);
    if (problem) throw new AppError("too_large", `The change is too large for an event: it ${problem}`);
    if (payload.length > MAX_ENTRY_CHARS - SURELY_READABLE_CHARS)
      throw new AppError("too_large", "The change is too large for an event");
  }
  return { dedupId: event.id, fields };
}
