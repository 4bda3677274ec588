import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MutationRequest, SnapshotRequest } from "#lib/dna/api";
import { emptyState, fold } from "#lib/fold";
import { createReader } from "#server/events/reader";
import { openStore } from "#server/store/open";
import { createDna } from "./index.ts";
import { knownAgents } from "./known-agents.ts";

test("what the records know of agents is what their events told, but for when and where", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  const store = await openStore({ dataDir });
  try {
    const dna = createDna({ records: store.records });
    await dna.createSnapshot(SnapshotRequest.parse({ agent_id: "a/b", dna: { t: 1, k: 2 } }));
    await dna.updateKarma("a/b", 0.6);
    await dna.mutate("a/b", MutationRequest.parse({ mutation: { t: 2 } }));
    await dna.mutate("a/b", MutationRequest.parse({ mutation: { k: 3 }, reason: "why" }));
    await dna.updateKarma("a/b", 0.7);
    const events = createReader({}).read(await store.log.range("events", { limit: 100 })).events;
    const told = fold(emptyState, events).dna.agents.get("a/b");
    const known = (await knownAgents(store.records)).agents.get("a/b");
    const comparable = (agent: typeof told) =>
      agent?.versions.map(({ stream_id, evaluated_at, created_at, delta, ...point }) => point);
    expect(comparable(known)).toEqual(comparable(told));
    expect(known?.best_karma).toBe(told?.best_karma);
  } finally {
    await store.close();
    rmSync(dataDir, { recursive: true });
  }
});
