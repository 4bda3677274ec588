"use client";

import { useMemo, useState } from "react";
import { SignedBar } from "#components/chart/signed-bar";
import { Button } from "#components/ui/button";
import { type TraitChange, traitChanges } from "#lib/dna/diff";
import { formatNumber, formatSigned, MISSING } from "#lib/format";
import { shortValue } from "./values.ts";

interface TraitBarsProps {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

const SHOWN = 100;

/** How the traits moved: bars to the right where they grew, to the left where they shrank. */
export function TraitBars({ before, after }: TraitBarsProps) {
  const [all, setAll] = useState(false);
  const found = useMemo(() => traitChanges(before, after), [before, after]);
  const changed = found.filter((one) => !isSame(one));
  const same = found.length - changed.length;
  const listed = (all ? found : changed).slice(0, SHOWN);
  const max = found.reduce((most, { delta }) => Math.max(most, Math.abs(delta ?? 0)), 0);
  return (
    <section className="mb-4 last:mb-0">
      <h3 className="font-medium text-12 text-quiet">
        Traits{" "}
        <span className="figures font-normal">
          {found.length === 0 ? "none" : changed.length === 0 ? "unchanged" : `${changed.length} changed`}
        </span>
      </h3>
      {listed.length > 0 && (
        <table aria-label="Traits" className="mt-1 w-full table-fixed border-collapse">
          <thead className="sr-only">
            <tr>
              <th scope="col">Trait</th>
              <th scope="col">Change</th>
              <th scope="col">Before and after</th>
            </tr>
          </thead>
          <tbody>
            {listed.map((trait) => (
              <TraitLine key={trait.name} trait={trait} max={max} />
            ))}
          </tbody>
        </table>
      )}
      {same > 0 && (
        <Button kind="quiet" onClick={() => setAll(!all)} aria-expanded={all} className="-ms-3 mt-1 text-12">
          {all ? "Hide unchanged traits" : `Show ${formatNumber(same)} unchanged`}
        </Button>
      )}
    </section>
  );
}

function TraitLine({ trait, max }: { trait: TraitChange; max: number }) {
  const { name, before, after, delta } = trait;
  return (
    <tr className="border-grid border-t align-baseline">
      <th
        scope="row"
        className="w-1/3 break-words py-1.5 pe-3 text-start font-mono font-normal text-12 text-normal"
      >
        {name}
      </th>
      <td className="py-1.5 pe-3">
        {delta !== null && (
          <span className="flex items-center gap-2">
            <SignedBar value={delta} max={max} />
            <span className="figures w-14 shrink-0 text-end text-12 text-strong">{formatSigned(delta)}</span>
          </span>
        )}
      </td>
      <td className="figures w-1/4 break-words py-1.5 text-end font-mono text-12 text-quiet">
        {before === undefined ? MISSING : shortValue(before)}
        <span aria-hidden> → </span>
        <span className="sr-only">became</span>
        <span className="text-normal">{after === undefined ? MISSING : shortValue(after)}</span>
      </td>
    </tr>
  );
}

const isSame = ({ before, after, delta }: TraitChange): boolean =>
  delta === 0
    ? typeof before === typeof after
    : delta === null && JSON.stringify(before) === JSON.stringify(after);
