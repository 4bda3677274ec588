import type { ReactNode } from "react";
import { formatNumber } from "#lib/format";
import { Scrolling } from "./scrolling.tsx";

export interface BarRow {
  name: string;
  count: number;
}

interface BarTableProps {
  label: string;
  /** What a row is, and what is counted of it. */
  heads: readonly [name: string, count: string];
  rows: readonly BarRow[];
  /** Says each row's part of this, where there is room for it. */
  total?: number;
  /** A row's number as it is shown, where it leads somewhere. */
  shown?: (row: BarRow, text: string) => ReactNode;
  /** Names are words, not figures: they get more room. */
  wordy?: boolean;
  className?: string;
}

/** Counts side by side: each row's name, a bar from zero up, and the number. */
export function BarTable({
  label,
  heads: [name, count],
  rows,
  total,
  wordy,
  shown,
  className = "",
}: BarTableProps) {
  const most = Math.max(1, ...rows.map((row) => row.count));
  return (
    <Scrolling label={label} className={`overflow-y-auto ${className}`}>
      <table className="table-plain table-fixed [&_td:last-child]:pe-4! [&_th:first-child]:ps-4!">
        <colgroup>
          <col className={wordy ? "w-44 sm:w-52" : "w-30 sm:w-32"} />
          <col />
          <col className="w-20 sm:w-24" />
          {total !== undefined && <col className="w-20 max-sm:hidden" />}
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">{name}</th>
            <th scope="col">Compared</th>
            <th scope="col">{count}</th>
            {total !== undefined && (
              <th scope="col" className="max-sm:hidden">
                Share
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} className="border-grid border-t first:border-0">
              <th scope="row" className="figures truncate border-b-0! font-normal! text-13! text-normal!">
                <span data-tip={row.name}>{row.name}</span>
              </th>
              <td className="px-0!">
                {/* From zero up; something is never drawn as nothing, nor nothing as something. */}
                <span
                  aria-hidden
                  className={`block h-3 rounded-mark bg-series-1 ${row.count > 0 ? "min-w-0.5" : ""}`}
                  style={{ width: `${(100 * row.count) / most}%` }}
                />
              </td>
              <td data-number className="text-strong">
                {shown ? shown(row, formatNumber(row.count)) : formatNumber(row.count)}
              </td>
              {total !== undefined && (
                <td data-number className="text-quiet max-sm:hidden">
                  {formatNumber((100 * row.count) / total, 1)} %
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}
