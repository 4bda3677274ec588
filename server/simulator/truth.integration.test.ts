import { afterEach, beforeEach, expect, test } from "vitest";
import { startTestServer, type TestServer } from "#server/http/test-server.fixture";
import { createClient } from "./client.ts";
import { playTruth } from "./play-truth.ts";
import { createRandom } from "./random.ts";
import { TRUTH_MATTERS } from "./truth-model.ts";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const AGENTS = 5;
const MUTATIONS = 40;

test.each(["one", "two", "three"])(
  "after 200 mutations the two keys that matter lead the ranking, and verdicts are what the events say (%s)",
  async (seed) => {
    const complaints: string[] = [];
    const client = createClient({
      token: undefined,
      url: server.url,
      signal: new AbortController().signal,
      speed: 1,
      complain: (text) => complaints.push(text),
    });
    const random = createRandom(seed);
    const names = Array.from({ length: AGENTS }, (_, index) => `truth_${index + 1}`);
    await Promise.all(
      names.map((agentId) =>
        playTruth(client, { agentId, mutations: MUTATIONS, random: random.of(agentId) }),
      ),
    );
    expect(complaints).toEqual([]);

    const { body: impact } = await server.call("GET", "/api/dna/impact");
    const ranked = impact.keys.map(({ key }: { key: string }) => key);
    expect(ranked.slice(0, 2).sort()).toEqual([...TRUTH_MATTERS]);
    expect(impact.mutations).toBe(AGENTS * MUTATIONS);
    expect(impact.verdicts).toEqual(verdictsByHand(await server.events()));
  },
);

/** From the raw events alone, and with nothing of what the product computes with. */
function verdictsByHand(events: { type: string; payload: Record<string, unknown> }[]) {
  const karma = new Map<unknown, number>();
  const mutations: { id: unknown; parent: unknown }[] = [];
  for (const { type, payload } of events) {
    if (type === "dna.karma_updated") karma.set(payload.snapshot_id, Number(payload.karma_score));
    if (type === "dna.mutation_applied")
      mutations.push({ id: payload.snapshot_id, parent: payload.parent_snapshot_id });
  }
  const counts = { improved: 0, neutral: 0, regressed: 0, waiting: 0, never: 0, unknown: 0 };
  for (const { id, parent } of mutations) {
    // In thousandths of a hundredth: whole numbers have no rounding of their own.
    const change = Math.round((karma.get(id) ?? 0) * 1e8) - Math.round((karma.get(parent) ?? 0) * 1e8);
    counts[change >= 5e5 ? "improved" : change <= -5e5 ? "regressed" : "neutral"]++;
  }
  return counts;
}
