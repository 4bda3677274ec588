"use client";

import { Fragment } from "react";
import { Ago } from "#components/ui/ago";
import { Scrolling } from "#components/ui/scrolling";
import { StateBadge } from "#components/ui/state";
import { typeName } from "#lib/doctor/names";
import type { TypeReport } from "#lib/doctor/report";
import { formatNumber } from "#lib/format";
import { deviationsOf, isOff, skewWords, VERDICT_STATES } from "./words.ts";

interface TypeTableProps {
  types: readonly TypeReport[];
  open: string | null;
  onOpen: (type: string) => void;
}

/** Every event type seen, worst first, with how well it keeps to the contract. */
export function TypeTable({ types, open, onOpen }: TypeTableProps) {
  return (
    <Scrolling label="All event types" className="overflow-x-auto">
      <table className="table-plain">
        <thead>
          <tr>
            <th scope="col">Type</th>
            <th scope="col">Verdict</th>
            <th scope="col" data-number className="max-sm:hidden">
              Seen
            </th>
            <th scope="col" data-number className="max-md:hidden">
              Read
            </th>
            <th scope="col" data-number className="max-sm:hidden">
              Put aside
            </th>
            <th scope="col" data-number className="max-md:hidden">
              Deviations
            </th>
            <th scope="col" data-number className="max-lg:hidden">
              Producers
            </th>
            <th scope="col" className="max-lg:hidden" data-tip="Event times against the stream's own">
              Clock
            </th>
            <th scope="col" className="max-xl:hidden">
              Last seen
            </th>
          </tr>
        </thead>
        <tbody>
          {types.map((type) => (
            <TypeRow key={type.type} type={type} open={type.type === open} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function TypeRow({
  type,
  open,
  onOpen,
}: {
  type: TypeReport;
  open: boolean;
  onOpen: (type: string) => void;
}) {
  const deviations = deviationsOf(type);
  return (
    <tr
      className={`relative ${open ? "[&>td:first-child]:shadow-[inset_2px_0_0_var(--color-accent)] [&>td]:bg-surface-2" : ""}`}
    >
      <td className="max-w-[52vw] sm:max-w-[40vw] xl:max-w-120">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => onOpen(type.type)}
          className="block max-w-full py-1 text-start font-mono text-12 text-strong after:absolute after:inset-0 max-sm:min-w-40"
        >
          {/* Foreign names may be endless: none is to take the room of the others. */}
          <span className="block truncate max-sm:line-clamp-3 max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]">
            <Breakable name={typeName(type.type)} />
          </span>
        </button>
      </td>
      <td>
        <Verdict type={type} />
      </td>
      <Figure value={type.seen} className="max-sm:hidden" />
      <Figure value={type.valid} className="max-md:hidden" />
      <Figure
        value={type.quarantined}
        tone={type.quarantined > 0 ? "text-warning" : undefined}
        className="max-sm:hidden"
      />
      <Figure
        value={deviations}
        tone={deviations > 0 ? "text-warning" : undefined}
        className="max-md:hidden"
      />
      <Figure value={type.producers.length} className="max-lg:hidden" />
      <td className={`max-lg:hidden ${type.skew && isOff(type.skew) ? "text-warning" : "text-quiet"}`}>
        {type.skew ? skewWords(type.skew) : "–"}
      </td>
      <td className="text-quiet max-xl:hidden">
        <Ago at={type.last_seen} />
      </td>
    </tr>
  );
}

/** A type that the contract doesn't list is normal: nothing to look at. */
export function Verdict({ type }: { type: TypeReport }) {
  if (type.verdict === "unknown") return <span className="text-12 text-quiet">Not in the contract</span>;
  return <StateBadge state={VERDICT_STATES[type.verdict]} />;
}

/** A dotted name that may go on in the next line at its dots and underscores. */
function Breakable({ name }: { name: string }) {
  return name.split(/(?<=[._])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name never change places.
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

function Figure({
  value,
  tone = value === 0 ? "text-quiet" : "",
  className = "",
}: {
  value: number;
  tone?: string | undefined;
  className?: string;
}) {
  return (
    <td data-number className={`${tone} ${className}`}>
      {formatNumber(value)}
    </td>
  );
}
