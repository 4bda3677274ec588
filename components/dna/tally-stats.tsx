import { Num, Stat, Stats } from "#components/ui/num";
import { StateIcon } from "#components/ui/state";
import type { Tally } from "#lib/dna/tally";
import { VERDICTS } from "#lib/dna/verdicts";
import { formatNumber } from "#lib/format";
import { verdictWord } from "./verdict-badge.tsx";

const percent = (share: number): string => `${formatNumber(share * 100, 0)} %`;

/** How mutations did: by verdict, the share that went up, and mean karma. */
export function TallyStats({ tally }: { tally: Tally }) {
  return (
    <div className="flex flex-col gap-3">
      <Stats className="grid-cols-3">
        <Stat label="Mutations" sub={`${formatNumber(tally.judged)} judged`}>
          <Num value={tally.mutations} />
        </Stat>
        <Stat label="Went up" sub="of the judged ones">
          <Num value={tally.successRate} format={percent} />
        </Stat>
        <Stat label="Mean karma" sub={`of ${formatNumber(tally.scored)} scored`}>
          <Num value={tally.meanKarma} digits={2} />
        </Stat>
      </Stats>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12" aria-label="Verdicts">
        {VERDICTS.map((verdict) => (
          <li key={verdict} className="inline-flex items-center gap-1.5">
            <StateIcon state={verdict} label={verdictWord(verdict)} size={12} />
            <span aria-hidden>{verdictWord(verdict)}</span>
            <span className="figures text-strong">{formatNumber(tally.verdicts[verdict])}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
