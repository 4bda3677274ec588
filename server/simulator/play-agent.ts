import {
  type Dna,
  driftIdeal,
  firstDna,
  firstTraits,
  fitness,
  type Ideal,
  type MutationKind,
  mutationOf,
  newIdeal,
  type Traits,
} from "./agent-model.ts";
import { karmaMetrics, ryrMetrics } from "./agent-work.ts";
import type { Client } from "./client.ts";
import type { Random } from "./random.ts";

/** A score this far below the best one is answered with a rollback. */
const ROLLBACK_BELOW = 0.06;
/** Beyond the faults that were asked for: evolution is trial and error. */
const SLIPS = 0.22;
const QUICK_VERSIONS = 3;

interface Snapshot {
  id: number;
  version: number;
  dna: Dna;
  traits: Traits;
}

export interface AgentOptions {
  agentId: string;
  /** It moves robots, and is scored by how they do: only so can karma come near 1. */
  movesRobots: boolean;
  random: Random;
  faultRate: number;
}

/** Plays one agent until the simulator ends: it mutates, is scored, and goes back when it got much worse. */
export async function playAgent(client: Client, options: AgentOptions): Promise<void> {
  const { agentId, random, faultRate } = options;
  const path = `/api/dna/agents/${encodeURIComponent(agentId)}`;
  const patienceMs = random.between(4_000, 9_000);
  let ideal = newIdeal(random);
  let best: { snapshot: Snapshot; karma: number } | null = null;
  await client.pause(random.between(0, 400));
  let current = await lastKnown(client, path);
  for (let turn = 0; ; turn++) {
    current ??= await begin(client, agentId, ideal, random);
    await client.pause(turn < QUICK_VERSIONS ? random.between(150, 350) : random.between(600, 2_500));
    const karma = current && (await score(client, options, fitness(current.dna, ideal)));
    if (current && karma !== null && best && karma < best.karma - ROLLBACK_BELOW) {
      await client.pause(random.between(1_500, 4_000));
      current = await rollBack(client, agentId, best, karma);
      best = null;
      continue;
    }
    if (current && karma !== null && karma > (best?.karma ?? 0)) best = { snapshot: current, karma };
    // The first versions come quickly, so that a fresh dashboard has something to show.
    await client.pause(
      turn < QUICK_VERSIONS ? random.between(150, 350) : patienceMs * random.between(0.6, 1.4),
    );
    ideal = driftIdeal(ideal, random);
    const change = mutationOf(current?.dna ?? {}, ideal, kindOf(turn, random, faultRate), random);
    // Null when the server has lost the agent: then it begins anew.
    current = await client.post<Snapshot>(`${path}/mutate`, change);
    if (!current) best = null;
  }
}

function kindOf(turn: number, random: Random, faultRate: number): MutationKind {
  if (turn >= QUICK_VERSIONS && random.chance(faultRate)) return "harm";
  return random.chance(SLIPS) ? "slip" : "improve";
}

/** An agent that is there already goes on from where it was. */
async function lastKnown(client: Client, path: string): Promise<Snapshot | null> {
  const history = await client.get<{ snapshots: Snapshot[] }>(`${path}/history?limit=1`);
  return history?.snapshots[0] ?? null;
}

const begin = (client: Client, agentId: string, ideal: Ideal, random: Random): Promise<Snapshot | null> =>
  client.post<Snapshot>("/api/dna/snapshot", {
    agent_id: agentId,
    dna: firstDna(ideal, random),
    traits: firstTraits(random),
    reason: "First configuration",
  });

/** Has KARMA score it; the karma, 0–1. */
async function score(
  client: Client,
  { agentId, movesRobots, random }: AgentOptions,
  fit: number,
): Promise<number | null> {
  const id = encodeURIComponent(agentId);
  if (movesRobots) {
    const path = `/api/karma/ryr/agents/${id}/score`;
    const answer = await client.post<{ overall_score: number }>(path, ryrMetrics(fit, random));
    return answer && answer.overall_score / 100;
  }
  const path = `/api/karma/agents/${id}/score`;
  const answer = await client.post<{ score: number }>(path, karmaMetrics(fit, random));
  return answer && answer.score / 100;
}

const rollBack = (
  client: Client,
  agentId: string,
  best: { snapshot: Snapshot; karma: number },
  karma: number,
): Promise<Snapshot | null> =>
  client.post<Snapshot>("/api/dna/snapshot", {
    agent_id: agentId,
    dna: best.snapshot.dna,
    traits: best.snapshot.traits,
    reason: `Rolled back to version ${best.snapshot.version}: karma fell from ${best.karma.toFixed(2)} to ${karma.toFixed(2)}`,
    source: "system",
    parent_snapshot_id: best.snapshot.id,
  });
