import { type KarmaRow, karmaTimeRows } from "../../lib/dna/karma-series.ts";
import type { Evaluation } from "../../lib/dna/state.ts";
import type { VersionOutline } from "../../lib/dna/versions.ts";

// Two scores at the same moment must stand apart, or one of them can't be pointed at.
const APART_SECONDS = 0.001;

/** A row per score over time. Of versions whose scores are no longer kept, the last one; where its time is unknown, the version's own. */
export function karmaOverTime(
  versions: readonly VersionOutline[],
  evaluations: readonly Evaluation[],
): KarmaRow[] {
  const kept = new Set(evaluations.map(({ version }) => version));
  const older = versions.flatMap(({ version, karma, scored, scoredAt, createdAt }) =>
    scored === "evaluated" && karma !== null && !kept.has(version)
      ? [{ version, karma, at: scoredAt ?? createdAt }]
      : [],
  );
  let before = Number.NEGATIVE_INFINITY;
  return karmaTimeRows([...older, ...evaluations]).map((row) => {
    before = Math.max(row.x, before + APART_SECONDS);
    return { ...row, x: before };
  });
}
