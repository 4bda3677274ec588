import type { Diff, DiffQuery } from "#lib/dna/api-insights";
import { type Difference, differences, isSame, traitChanges } from "#lib/dna/diff";
import type { Records } from "#server/store/port";
import { snapshotOf } from "./read.ts";

/** What differs between two versions of an agent. Throws "not_found" for a version that it doesn't have. */
export async function compare(records: Records, agentId: string, { from, to }: DiffQuery): Promise<Diff> {
  const [before, after] = await Promise.all([
    snapshotOf(records, agentId, from),
    snapshotOf(records, agentId, to),
  ]);
  const dna = differences(before.dna, after.dna);
  const traits = traitChanges(before.traits, after.traits);
  const changes = dna.filter(isChange);
  const moved = traits.filter((trait) => !isSame(trait.before, trait.after));
  return {
    agent_id: agentId,
    from,
    to,
    dna: { changes, unchanged: dna.length - changes.length },
    traits: { changes: moved, unchanged: traits.length - moved.length },
  };
}

const isChange = (difference: Difference): difference is Exclude<Difference, { kind: "same" }> =>
  difference.kind !== "same";
