import { lookOf, StateBadge } from "#components/ui/state";
import type { Verdict } from "#lib/dna/verdicts";

/** How a version did against its parent. */
export const VerdictBadge = ({ verdict }: { verdict: Verdict }) => (
  <StateBadge state={verdict}>{verdictWord(verdict)}</StateBadge>
);

/** "Unknown" alone doesn't say that there is a score. */
export const verdictWord = (verdict: Verdict): string =>
  verdict === "unknown" ? "Nothing to compare" : lookOf(verdict).word;
