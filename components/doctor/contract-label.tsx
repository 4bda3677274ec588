"use client";

import type { Quarantine } from "#lib/doctor/api";
import { formatNumber } from "#lib/format";
import { useAsked } from "../ui/use-asked.ts";

const ASK_EVERY_MS = 10_000;

/** The name of the Contract tab, with how many entries are put aside. */
export function ContractLabel() {
  const { asked } = useAsked<Quarantine>("/api/events/quarantine?limit=1", ASK_EVERY_MS);
  const total = asked.kind === "known" ? asked.value.total : 0;
  return (
    <>
      Contract
      {total > 0 && (
        <span className="figures text-12 text-warning" data-tip="Entries that could not be read">
          {formatNumber(total)}
          <span className="sr-only"> put aside</span>
        </span>
      )}
    </>
  );
}
