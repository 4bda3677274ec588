import { type Dna, evaluate, mutationOf, newDna, newTraits } from "./agent-model.ts";
import type { Client } from "./client.ts";
import type { Random } from "./random.ts";

interface Snapshot {
  id: number;
  version: number;
  dna: Dna;
  karma_score: number | null;
}

/** A score this far below the best one is answered with a rollback. */
const ROLLBACK_BELOW = 0.08;
const FIRST_VERSIONS = 4;

/** Plays one agent until the simulator ends: it mutates, is scored, and goes back when it got much worse. */
export async function playAgent(
  client: Client,
  agentId: string,
  random: Random,
  faultRate: number,
): Promise<void> {
  const path = `/api/dna/agents/${encodeURIComponent(agentId)}`;
  let current = await client.post<Snapshot>("/api/dna/snapshot", {
    agent_id: agentId,
    dna: newDna(random),
    traits: newTraits(random),
    reason: "first configuration",
  });
  let best: { snapshot: Snapshot; karma: number } | null = null;
  for (let turn = 0; ; turn++) {
    if (current) {
      const karma = await score(client, agentId, current, random);
      if (karma !== null && (!best || karma > best.karma)) best = { snapshot: current, karma };
      if (best && karma !== null && karma < best.karma - ROLLBACK_BELOW) {
        current = await rollBack(client, agentId, best.snapshot);
        continue;
      }
    }
    // The first versions come quickly, so that a fresh dashboard has something to show.
    await client.pause(turn < FIRST_VERSIONS ? random.between(300, 600) : random.between(8_000, 20_000));
    const change = current ? mutationOf(current.dna, random) : { mutation: newDna(random) };
    if (random.chance(faultRate)) Object.assign(change.mutation, { temperature: 1.5, exploration_rate: 1 });
    current = (await client.post<Snapshot>(`${path}/mutate`, change)) ?? current;
  }
}

async function score(
  client: Client,
  agentId: string,
  { dna }: Snapshot,
  random: Random,
): Promise<number | null> {
  const path = `/api/karma/agents/${encodeURIComponent(agentId)}/score`;
  await client.pause(random.between(200, 900));
  const answer = await client.post<{ score: number }>(path, evaluate(dna, random));
  return answer && answer.score / 100;
}

const rollBack = (client: Client, agentId: string, to: Snapshot): Promise<Snapshot | null> =>
  client.post<Snapshot>("/api/dna/snapshot", {
    agent_id: agentId,
    dna: to.dna,
    reason: `roll back to version ${to.version}`,
    source: "system",
    parent_snapshot_id: to.id,
  });
