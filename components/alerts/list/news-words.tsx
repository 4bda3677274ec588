import { Id } from "#components/ui/id";
import { StateBadge } from "#components/ui/state";
import { SEVERITIES } from "#lib/alerts/kinds";
import type { AlertState } from "#lib/alerts/state";
import { alertWords } from "#lib/alerts/words";
import { formatNumber } from "#lib/format";

interface NewsWordsProps {
  /** What has come since the order was made, worst first. */
  fresh: readonly AlertState[];
  /** How many of those shown are over. */
  over: number;
  inOrder: boolean;
}

/** "2 critical, 10 warning new", and the worst of them by name; or how many are over meanwhile. */
export function NewsWords({ fresh, over, inOrder }: NewsWordsProps) {
  const [worst] = fresh;
  if (!worst)
    return (
      <p className="truncate">
        {over > 0
          ? `${formatNumber(over)} over since`
          : inOrder
            ? "Worst first"
            : "Held while you look at it"}
      </p>
    );
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: fresh.filter((alert) => alert.severity === severity).length,
  })).filter(({ count }) => count > 0);
  return (
    <>
      <p className="flex shrink-0 items-center gap-1.5 text-strong">
        New
        {counts.map(({ severity, count }) => (
          <StateBadge key={severity} state={severity}>
            {formatNumber(count)}
            <span className="max-sm:sr-only"> {severity}</span>
          </StateBadge>
        ))}
      </p>
      <p className="min-w-0 truncate text-normal">
        <Id value={worst.subject.id} max={24} plain />: {alertWords(worst)}
      </p>
      {over > 0 && <p className="max-lg:hidden">{formatNumber(over)} over</p>}
    </>
  );
}
