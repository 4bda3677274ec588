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

/** A score this far below the best one is a fall; what is done about it depends on who watches the agent. */
const FALL = 0.06;
/** Beyond the faults that were asked for: evolution is trial and error. */
const SLIPS = 0.22;
const QUICK_VERSIONS = 3;
/** Now and then somebody is too hasty to wait for the score, or saves what there is before an experiment. */
const HASTE = 0.05;
const SAVES = 0.04;

/** How an agent is looked after: how many falls in a row it takes to go back, and how soon its scores come. */
export interface Care {
  fallsToRollBack: number;
  /** Karma after the 30–60 s that BRAiN's documents expect, not after a moment. */
  slowScores: boolean;
}

/** A quick watcher, a patient one, and one whose scores take their time, who leaves falls to people. */
export const CARES: readonly Care[] = [
  { fallsToRollBack: 1, slowScores: false },
  { fallsToRollBack: 3, slowScores: false },
  { fallsToRollBack: Number.POSITIVE_INFINITY, slowScores: true },
];

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
  care: Care;
  random: Random;
  faultRate: number;
}

/** Plays one agent until the simulator ends: it mutates, is scored, and goes back when it got much worse. */
export async function playAgent(client: Client, options: AgentOptions): Promise<void> {
  const { agentId, care, random, faultRate } = options;
  const path = `/api/dna/agents/${encodeURIComponent(agentId)}`;
  const patienceMs = random.between(4_000, 9_000);
  let ideal = newIdeal(random);
  let best: Best | null = null;
  let falls = 0;
  await client.pause(random.between(0, 400));
  let current = await lastKnown(client, path);
  for (let turn = 0; ; turn++) {
    const quick = turn < QUICK_VERSIONS;
    current ??= await begin(client, agentId, ideal, random);
    if (quick || !random.chance(HASTE)) {
      await client.pause(quick ? random.between(150, 350) : scoreAfterMs(care, random));
      const karma = current && (await score(client, options, fitness(current.dna, ideal)));
      if (current && karma !== null) {
        falls = best && karma < best.karma - FALL ? falls + 1 : 0;
        if (karma > (best?.karma ?? 0)) best = { snapshot: current, karma };
        if (best && falls >= care.fallsToRollBack) {
          await client.pause(random.between(1_500, 4_000));
          current = await rollBack(client, path, best, karma);
          best = null;
          falls = 0;
          continue;
        }
      }
    }
    // The first versions come quickly, so that a fresh dashboard has something to show.
    await client.pause(quick ? random.between(150, 350) : patienceMs * random.between(0.6, 1.4));
    if (current && !quick && random.chance(SAVES)) current = await saveByHand(client, agentId, current);
    ideal = driftIdeal(ideal, random);
    const change = mutationOf(current?.dna ?? {}, ideal, kindOf(turn, random, faultRate), random);
    // Null when the server has lost the agent: then it begins anew.
    current = await client.post<Snapshot>(`${path}/mutate`, change);
    if (!current) best = null;
  }
}

interface Best {
  snapshot: Snapshot;
  karma: number;
}

const scoreAfterMs = ({ slowScores }: Care, random: Random): number =>
  slowScores ? random.between(25_000, 65_000) : random.between(600, 2_500);

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
    reason: "Initial set-up",
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

const saveByHand = (client: Client, agentId: string, { dna, traits }: Snapshot): Promise<Snapshot | null> =>
  client.post<Snapshot>("/api/dna/snapshot", {
    agent_id: agentId,
    dna,
    traits,
    reason: "Saved by hand before an experiment",
    source: "manual",
  });

const rollBack = (
  client: Client,
  path: string,
  { snapshot: { version }, karma: before }: Best,
  karma: number,
): Promise<Snapshot | null> =>
  client.post<Snapshot>(`${path}/rollback`, {
    version,
    reason: `Rolled back to version ${version}: karma fell from ${before.toFixed(2)} to ${karma.toFixed(2)}`,
  });
