"use client";

import { Ago } from "#components/ui/ago";
import { Scrolling } from "#components/ui/scrolling";
import { sourceName } from "#lib/doctor/names";
import type { DoctorReport } from "#lib/doctor/report";
import { formatNumber } from "#lib/format";
import { CopyLetter } from "./copy-letter.tsx";

/** Who publishes what, and the text for whoever owns it. */
export function ProducerTable({ report }: { report: DoctorReport }) {
  return (
    <Scrolling label="All producers" className="overflow-x-auto">
      <table className="table-plain">
        <thead>
          <tr>
            <th scope="col">Producer</th>
            <th scope="col" data-number className="max-md:hidden">
              Types
            </th>
            <th scope="col" data-number>
              Entries
            </th>
            <th scope="col" data-number>
              Put aside
            </th>
            <th scope="col" className="max-lg:hidden">
              Version
            </th>
            <th scope="col" className="max-xl:hidden">
              Last seen
            </th>
            <th scope="col">
              <span className="sr-only">Text for its owner</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {report.producers.map(({ source, types, seen, quarantined, versions, last_seen }) => (
            <tr key={source}>
              <td className="max-w-[36vw] truncate font-mono text-12 text-strong sm:max-w-80">
                {sourceName(source)}
              </td>
              <td data-number className="max-md:hidden" data-tip={types.slice(0, 20).join("\n")}>
                {formatNumber(types.length)}
              </td>
              <td data-number>{formatNumber(seen)}</td>
              <td data-number className={quarantined > 0 ? "text-warning" : "text-quiet"}>
                {formatNumber(quarantined)}
              </td>
              <td className="max-w-60 truncate text-quiet max-lg:hidden">{versions.join("; ") || "–"}</td>
              <td className="text-quiet max-xl:hidden">
                <Ago at={last_seen} />
              </td>
              <td className="text-end">
                <CopyLetter report={report} about={{ source }} whose={sourceName(source)} short />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}
