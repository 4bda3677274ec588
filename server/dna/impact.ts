import type { ImpactQuery, ImpactReport } from "#lib/dna/api-insights";
import { HOW_IMPACT_COUNTS, impactByKey, observationsOf } from "#lib/dna/impact";
import type { DnaState } from "#lib/dna/state";
import { tallyOf, tallyTogether } from "#lib/dna/tally";
import { versionsOf } from "#lib/dna/versions";

/** What a change of each key did, as the events told it; a change of karma by less than `noticeable` is none. */
export function impactOf({ agents }: DnaState, { agent_id }: ImpactQuery, noticeable: number): ImpactReport {
  const asked = agent_id === undefined ? [...agents.values()] : [agents.get(agent_id) ?? []].flat();
  const all = asked.map((agent) => ({ id: agent.agent_id, versions: versionsOf(agent, noticeable) }));
  const tally = tallyTogether(all.map(({ versions }) => tallyOf(versions)));
  return {
    how_it_counts: HOW_IMPACT_COUNTS,
    keys: impactByKey(all.flatMap(({ id, versions }) => observationsOf(id, versions))),
    mutations: tally.mutations,
    verdicts: tally.verdicts,
    success_rate: tally.successRate,
    mean_karma: tally.meanKarma,
  };
}
