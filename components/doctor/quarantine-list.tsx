"use client";

import { Ago } from "#components/ui/ago";
import { Button } from "#components/ui/button";
import { Id } from "#components/ui/id";
import { Scrolling } from "#components/ui/scrolling";
import type { Quarantine, QuarantinedEntry } from "#lib/doctor/api";
import { formatNumber } from "#lib/format";

interface QuarantineListProps {
  quarantine: Quarantine;
  onOpen: (entry: QuarantinedEntry) => void;
  /** Shows older ones; null when there are none. */
  more: (() => void) | null;
}

/** Entries that are not events, newest first, each with the field and the reason. */
export function QuarantineList({ quarantine: { total, entries }, onOpen, more }: QuarantineListProps) {
  const hidden = total - entries.length;
  return (
    <>
      <Scrolling label="All entries put aside" className="max-h-[60dvh] overflow-auto">
        <table className="table-plain">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col" className="max-sm:hidden">
                Reason
              </th>
              <th scope="col" className="max-md:hidden">
                Type
              </th>
              <th scope="col" className="max-lg:hidden">
                Source
              </th>
              <th scope="col">Put aside</th>
              <th scope="col" className="max-xl:hidden">
                Stream id
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.stream_id} className="relative">
                <td className="max-w-56 max-sm:w-full">
                  <button
                    type="button"
                    onClick={() => onOpen(entry)}
                    className="block max-w-full truncate py-1 text-start font-mono text-12 text-strong after:absolute after:inset-0 "
                  >
                    {entry.field}
                  </button>
                  <span className="block whitespace-normal break-words pb-1 sm:hidden">{entry.reason}</span>
                </td>
                <td className="max-w-[40vw] truncate max-sm:hidden lg:max-w-120">{entry.reason}</td>
                <td className="max-w-56 truncate font-mono text-12 text-quiet max-md:hidden">
                  {entry.fields.type}
                </td>
                <td className="max-w-40 truncate font-mono text-12 text-quiet max-lg:hidden">
                  {entry.fields.source}
                </td>
                <td>
                  <Ago at={entry.seen_at} className="text-quiet" />
                </td>
                <td className="text-12 text-quiet max-xl:hidden">
                  <Id value={entry.stream_id} max={24} plain />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      {hidden > 0 && (
        <p className="flex flex-wrap items-center gap-x-3 border-line border-t px-4 py-1.5 text-quiet">
          {formatNumber(hidden)} older {hidden === 1 ? "one is" : "ones are"} not shown.
          {more && (
            <Button kind="quiet" onClick={more}>
              Show older ones
            </Button>
          )}
        </p>
      )}
    </>
  );
}
