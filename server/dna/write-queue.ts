import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import type { Agent, Snapshot } from "#lib/dna/api";
import { AppError, isAppError } from "#lib/errors";
import { toSeconds } from "#lib/time";
import type { Evaluation } from "#server/services/dna";
import type { Records } from "#server/store/port";
import { createAgentCache, type LoadedAgent } from "./agent-cache.ts";
import { charsOfDna, createDraft, type Draft, type LoadedCounter } from "./draft.ts";
import { AGENTS, COUNTERS, EVALUATIONS, SNAPSHOT_IDS, SNAPSHOTS, snapshotKey } from "./keys.ts";

/** Changes that share a commit. */
const BATCH = 256;
/** Changes that may wait; more than any number of connections a server takes at once. */
const WAITING_LIMIT = 10_000;
/** Another gateway may win the race this often in a row. */
const ATTEMPTS = 12;
const RETRY_SPREAD_MS = 4;

/** A change of one agent: reads and writes the draft, gives the answer. Runs again when the commit has to be made anew. */
export type Change<T> = (draft: Draft) => T;

interface Waiting {
  agentId: string;
  change: Change<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export interface WriteQueue {
  /**
   * The answer of `change` once it is stored together with its event. Rejects with what it threw, with "conflict"
   * when others kept winning, or with the store's error; then nothing of it was written.
   */
  submit<T>(agentId: string, change: Change<T>): Promise<T>;
}

/**
 * One queue for all writes of DNA, with group commit: what waits is applied in order to a working copy and
 * stored in one commit, so that a durable write costs its share of an fsync and versions stay consecutive.
 */
export function createWriteQueue(records: Records, now: () => number): WriteQueue {
  const cache = createAgentCache();
  const waiting: Waiting[] = [];
  let counter: LoadedCounter | null = null;
  let draining = false;

  function forgetAll(): void {
    cache.clear();
    counter = null;
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // Requests that arrived in the same turn of the event loop share the commit.
      await nextTurn();
      await settle(waiting.splice(0, BATCH));
    }
    draining = false;
  }

  async function settle(batch: Waiting[]): Promise<void> {
    try {
      for (const answer of await store(batch)) answer();
    } catch (error) {
      // Whether the commit happened may be unknown: the records tell next time.
      forgetAll();
      for (const { reject } of batch) reject(error);
    }
  }

  /** How each change ended, to be told now that it is stored. */
  async function store(batch: Waiting[]): Promise<(() => void)[]> {
    for (let attempt = 1; ; attempt++) {
      const loaded = await load(batch);
      counter ??= await loadCounter();
      const draft = createDraft(loaded, counter, toSeconds(now()));
      const answers = batch.map((one) => apply(one, draft));
      const commit = draft.commit();
      if (!commit) return answers;
      try {
        await records.commit(commit);
      } catch (error) {
        if (!isAppError(error) || error.code !== "conflict") throw error;
        if (attempt === ATTEMPTS)
          throw new AppError("conflict", "Others keep writing this agent; try again", { cause: error });
        forgetAll();
        await wait(Math.random() * RETRY_SPREAD_MS * attempt);
        continue;
      }
      const after = draft.committed();
      for (const agent of after.agents) cache.set(agent);
      counter = after.counter;
      return answers;
    }
  }

  async function load(batch: Waiting[]): Promise<Map<string, LoadedAgent>> {
    const loaded = new Map<string, LoadedAgent>();
    const missing = new Set<string>();
    for (const { agentId } of batch) {
      const agent = cache.get(agentId);
      if (agent) loaded.set(agentId, agent);
      else missing.add(agentId);
    }
    const read = await Promise.all([...missing].map((agentId) => loadAgent(records, agentId)));
    for (const agent of read) if (agent) loaded.set(agent.head.agent_id, agent);
    return loaded;
  }

  async function loadCounter(): Promise<LoadedCounter> {
    const record = await records.get<number>(COUNTERS, SNAPSHOT_IDS);
    return { last: record?.value ?? 0, revision: record?.revision ?? 0 };
  }

  return {
    submit<T>(agentId: string, change: Change<T>): Promise<T> {
      if (waiting.length >= WAITING_LIMIT)
        return Promise.reject(new AppError("store_unavailable", "Too many writes are waiting for the store"));
      return new Promise<T>((resolve, reject) => {
        waiting.push({ agentId, change, resolve: resolve as (value: unknown) => void, reject });
        if (draining) return;
        draining = true;
        void drain();
      });
    },
  };
}

function apply({ change, resolve, reject }: Waiting, draft: Draft): () => void {
  try {
    const answer = change(draft);
    return () => resolve(answer);
  } catch (error) {
    return () => reject(error);
  }
}

async function loadAgent(records: Records, agentId: string): Promise<LoadedAgent | null> {
  const head = await records.get<Agent>(AGENTS, agentId);
  if (!head) return null;
  const key = snapshotKey(agentId, head.value.version);
  const latest = await records.get<Snapshot>(SNAPSHOTS, key);
  // Both are written in one commit and versions are never taken away.
  if (!latest) throw new Error(`Record ${key} is missing`);
  const evaluation = await records.get<Evaluation>(EVALUATIONS, key);
  return {
    head: head.value,
    latest: latest.value,
    evaluation: evaluation?.value ?? null,
    revision: head.revision,
    size: charsOfDna(latest.value),
  };
}
