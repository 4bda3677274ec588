import { isForeignKarma } from "./rules.ts";
import type { Verdict } from "./verdicts.ts";
import type { Version } from "./versions.ts";

/** How mutations did, of one agent or of many. Snapshots are no mutations. */
export interface Tally {
  mutations: number;
  verdicts: Readonly<Record<Verdict, number>>;
  /** Mutations with a score and something to compare it with, and how many of them went up at all. */
  judged: number;
  wentUp: number;
  /** Share of the judged whose score went up (contract section 5: by however little); null without any. */
  successRate: number | null;
  /** Versions with a karma of their own within 0–1, whoever made them, and the sum of that karma. */
  scored: number;
  karmaSum: number;
  meanKarma: number | null;
}

export const emptyTally: Tally = {
  mutations: 0,
  verdicts: { improved: 0, neutral: 0, regressed: 0, waiting: 0, never: 0, unknown: 0 },
  judged: 0,
  wentUp: 0,
  successRate: null,
  scored: 0,
  karmaSum: 0,
  meanKarma: null,
};

export function tallyOf(versions: readonly Version[]): Tally {
  const verdicts = { ...emptyTally.verdicts };
  let [mutations, judged, wentUp, scored, karmaSum] = [0, 0, 0, 0, 0];
  for (const { madeBy, verdict, delta, karma, scored: how } of versions) {
    if (how === "evaluated" && karma !== null && !isForeignKarma(karma)) {
      scored++;
      karmaSum += karma;
    }
    if (madeBy !== "mutation") continue;
    mutations++;
    verdicts[verdict]++;
    if (delta === null) continue;
    judged++;
    if (delta > 0) wentUp++;
  }
  return withShares({ mutations, verdicts, judged, wentUp, scored, karmaSum });
}

/** Of many agents together: every mutation and every scored version counts the same. */
export function tallyTogether(tallies: Iterable<Tally>): Tally {
  const verdicts = { ...emptyTally.verdicts };
  let [mutations, judged, wentUp, scored, karmaSum] = [0, 0, 0, 0, 0];
  for (const tally of tallies) {
    for (const name of Object.keys(verdicts) as Verdict[]) verdicts[name] += tally.verdicts[name];
    mutations += tally.mutations;
    judged += tally.judged;
    wentUp += tally.wentUp;
    scored += tally.scored;
    karmaSum += tally.karmaSum;
  }
  return withShares({ mutations, verdicts, judged, wentUp, scored, karmaSum });
}

const withShares = (counts: Omit<Tally, "successRate" | "meanKarma">): Tally => ({
  ...counts,
  successRate: counts.judged === 0 ? null : counts.wentUp / counts.judged,
  meanKarma: counts.scored === 0 ? null : counts.karmaSum / counts.scored,
});
