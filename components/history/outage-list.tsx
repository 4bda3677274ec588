import { Ago, Clock } from "#components/ui/ago";
import { StateBadge } from "#components/ui/state";
import { formatNumber, formatSeconds } from "#lib/format";
import { type Outage, outageWords } from "#lib/history/outage";

const SHOWN = 20;

/** When nobody looked, the newest first: why, for how long, and what became of it. */
export function OutageList({ outages }: { outages: readonly Outage[] }) {
  if (outages.length === 0) return <p className="col-span-2 text-quiet">None in the last week.</p>;
  const newest = outages.slice(-SHOWN).reverse();
  return (
    <ul className="col-span-2 flex flex-col gap-2">
      {newest.map((outage) => (
        <li key={outage.id}>
          <p className="flex flex-wrap items-baseline gap-x-2">
            {outage.filled ? (
              <StateBadge state="ok">Filled</StateBadge>
            ) : (
              <StateBadge state="gap">{outage.to === null ? "Gap, it lasts" : undefined}</StateBadge>
            )}
            <span className="figures text-strong">
              <Clock at={outage.from} />
              {outage.to !== null && ` for ${formatSeconds(outage.to - outage.from)}`}
            </span>
            <Ago at={outage.from} className="text-quiet" />
          </p>
          <p className="text-normal">{outageWords(outage)}.</p>
        </li>
      ))}
      {outages.length > SHOWN && (
        <li className="text-quiet">{formatNumber(outages.length - SHOWN)} older ones.</li>
      )}
    </ul>
  );
}
