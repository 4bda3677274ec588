import type { Client } from "./client.ts";
import type { Random } from "./random.ts";
import { firstTruth, type TruthDna, truthMetrics, truthMutation } from "./truth-model.ts";

/** Plays one agent of the hidden truth: this many mutations, each scored, and then it ends. */
export async function playTruth(
  client: Client,
  { agentId, mutations, random }: { agentId: string; mutations: number; random: Random },
): Promise<void> {
  const id = encodeURIComponent(agentId);
  const score = (dna: TruthDna) => client.post(`/api/karma/agents/${id}/score`, truthMetrics(dna, random));
  let dna = firstTruth(random);
  await client.post("/api/dna/snapshot", { agent_id: agentId, dna, reason: "Initial set-up" });
  await score(dna);
  for (let turn = 0; turn < mutations; turn++) {
    const mutation = truthMutation(dna, random);
    await client.post(`/api/dna/agents/${id}/mutate`, { mutation, reason: "Optimisation run" });
    dna = { ...dna, ...mutation };
    await score(dna);
  }
}
