"use client";

import { useMemo, useState } from "react";
import { SignedBar } from "#components/chart/signed-bar";
import { Button } from "#components/ui/button";
import { Empty } from "#components/ui/empty";
import { HOW_IMPACT_COUNTS, impactByKey, type KeyImpact, type Observation } from "#lib/dna/impact";
import { formatNumber, formatSigned, MISSING } from "#lib/format";

const SHOWN = 12;

/** What a change of each DNA key did to karma: the keys that matter first, hatched where little is known. */
export function ImpactTable({ observations }: { observations: readonly Observation[] }) {
  const [all, setAll] = useState(false);
  const keys = useMemo(() => impactByKey(observations), [observations]);
  const max = keys.reduce((most, { mean }) => Math.max(most, Math.abs(mean)), 0);
  if (keys.length === 0)
    return (
      <Empty title="No mutation has been judged yet">
        It takes a mutation, its score, and a score of its parent to compare with.
      </Empty>
    );
  return (
    <>
      <table className="w-full table-fixed border-collapse" aria-label="Impact per DNA key">
        <thead>
          <tr className="text-12 text-quiet">
            <th scope="col" className="py-1 text-start font-normal">
              Key
            </th>
            <th scope="col" className="w-3/10 py-1 text-start font-normal max-sm:w-2/5">
              Mean change of karma
            </th>
            <th
              scope="col"
              className="w-14 py-1 text-end font-normal"
              data-tip="Mean size of the change, whichever way it went: keys are ordered by it"
            >
              Size
            </th>
            <th scope="col" className="w-12 py-1 text-end font-normal">
              Count
            </th>
            <th scope="col" className="w-16 py-1 text-end font-normal max-sm:hidden">
              Spread
            </th>
            <th scope="col" className="w-16 py-1 text-end font-normal max-sm:hidden">
              Shared
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.slice(0, all ? MOST : SHOWN).map((one) => (
            <KeyLine key={one.key} impact={one} max={max} />
          ))}
        </tbody>
      </table>
      {keys.length > SHOWN && (
        <Button kind="quiet" aria-expanded={all} onClick={() => setAll(!all)} className="-ms-3 mt-1">
          {all ? "Show fewer" : `Show all ${formatNumber(keys.length)} keys`}
        </Button>
      )}
      <p className="mt-3 max-w-prose text-12 text-quiet">{HOW_IMPACT_COUNTS} Hatched: fewer than 3.</p>
    </>
  );
}
/** A page that draws more freezes. */
const MOST = 300;

function KeyLine({ impact, max }: { impact: KeyImpact; max: number }) {
  const { key, mean, size, count, spread, shared, few } = impact;
  return (
    <tr className="border-grid border-t">
      <th
        scope="row"
        data-tip={key}
        className="truncate py-1.5 pe-3 text-start font-mono font-normal text-12 text-normal"
      >
        {key}
      </th>
      <td className="py-1.5 pe-2">
        <span className="flex items-center gap-2">
          <SignedBar value={mean} max={max} hatched={few} />
          <span className="figures w-14 shrink-0 text-end text-12 text-strong">{formatSigned(mean, 3)}</span>
        </span>
      </td>
      <td className="figures py-1.5 text-end text-12">{formatNumber(size, 3)}</td>
      <td className="figures py-1.5 text-end text-12">
        {formatNumber(count)}
        {few && <span className="sr-only">, too few to lean on</span>}
      </td>
      <td className="figures py-1.5 text-end text-12 text-quiet max-sm:hidden">
        {spread === null ? MISSING : `±${formatNumber(spread, 3)}`}
      </td>
      <td className="figures py-1.5 text-end text-12 text-quiet max-sm:hidden">{formatNumber(shared)}</td>
    </tr>
  );
}
