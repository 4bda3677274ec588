"use client";

import { useId } from "react";
import { lookOf, toneText } from "#components/ui/state";
import { formatNumber } from "#lib/format";
import { type Origin, Truth } from "../history/truth.tsx";
import type { RobotCounts, StateFilter } from "./robot-filter.ts";
import { WORST_FIRST } from "./robot-rows.ts";

interface StateTilesProps {
  counts: RobotCounts;
  /** Where a count comes from, once that is asked; null until it can be told. */
  originOf: ((filter: StateFilter) => Origin | null) | null;
  value: StateFilter;
  onChange: (value: StateFilter) => void;
}

const HINTS: Record<StateFilter, string> = {
  all: "Every robot that has ever been seen, without the hidden ones",
  dropped: "Lost: the connection broke or it stopped answering",
  stale: "Connected, but silent for longer than it usually is",
  unknown: "Connected before the server started, and not heard of since",
  offline: "Not connected: it said goodbye, or the server stopped",
  online: "Connected, and its values are fresh",
};

/** How many robots are in which state; a click shows only those. Real radio buttons. */
export function StateTiles({ counts, originOf, value, onChange }: StateTilesProps) {
  const name = useId();
  const tiles: { filter: StateFilter; count: number }[] = [
    { filter: "all", count: counts.known },
    ...WORST_FIRST.map((filter) => ({ filter, count: counts.states[filter] })),
  ];
  const doubt = counts.states.unknown > 0 || value === "unknown";
  return (
    <fieldset
      className={`grid ${doubt ? "grid-cols-3" : "grid-cols-5"} rounded-card border border-line bg-surface-1 sm:grid-cols-6`}
    >
      <legend className="sr-only">Show robots that are</legend>
      {tiles.map(({ filter, count }, index) => (
        <label
          key={filter}
          data-tip={HINTS[filter]}
          className={`${phoneEdges(filter, index, doubt)} relative flex min-w-0 cursor-pointer flex-col border-line px-2 py-1.5 not-last:border-e first-of-type:rounded-s-card last:rounded-e-card hover:bg-surface-2 has-checked:bg-surface-3 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent sm:px-4 sm:py-2`}
        >
          <input
            type="radio"
            name={name}
            checked={filter === value}
            onChange={() => onChange(filter)}
            className="absolute inset-0 cursor-pointer appearance-none outline-none"
          />
          <TileName filter={filter} />
          <span
            className={`figures font-medium text-16 sm:text-20 ${count === 0 ? "text-quiet" : "text-strong"}`}
          >
            <Truth origin={originOf && count > 0 ? () => originOf(filter) : null} className="min-w-6">
              {formatNumber(count)}
            </Truth>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** A phone has room for five side by side; six stand in two rows. */
function phoneEdges(filter: StateFilter, index: number, doubt: boolean): string {
  if (!doubt) return filter === "unknown" ? "max-sm:hidden" : "";
  return IN_TWO_ROWS[index] ?? "";
}

const IN_TWO_ROWS = [
  "max-sm:border-b max-sm:rounded-es-none!",
  "max-sm:border-b",
  "max-sm:border-b max-sm:border-e-0!",
  "",
  "",
  "max-sm:rounded-se-none!",
];

function TileName({ filter }: { filter: StateFilter }) {
  if (filter === "all") return <span className="text-12 text-quiet">All</span>;
  const { Icon, tone, word } = lookOf(filter);
  return (
    <span className="flex items-center gap-1.5 text-12 text-quiet">
      <Icon aria-hidden size={13} className={`shrink-0 max-sm:hidden ${toneText[tone]}`} />
      <span className="truncate">{word}</span>
    </span>
  );
}
