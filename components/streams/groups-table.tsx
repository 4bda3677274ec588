"use client";

import { Id } from "#components/ui/id";
import { Num } from "#components/ui/num";
import { Scrolling } from "#components/ui/scrolling";
import { StateIcon } from "#components/ui/state";
import { spanWords } from "#lib/format";
import type { StreamGroup } from "#lib/streams/api";
import { groupTrouble } from "#lib/streams/words";

/** Who reads a stream in groups, and how far each has come. */
export function GroupsTable({ stream, groups }: { stream: string; groups: readonly StreamGroup[] }) {
  return (
    <Scrolling label={`Groups of ${stream}`} className="-mx-4 mt-3 max-h-72 overflow-auto">
      <table className="table-plain [&_:is(td,th):last-child]:pe-4! [&_th:first-child]:ps-4!">
        <thead>
          <tr>
            <th scope="col">Group and consumers</th>
            <th scope="col" data-number>
              <span data-tip="Given out and not acknowledged">Pending</span>
            </th>
            <th scope="col" data-number>
              <span data-tip="Not given out yet">Lag</span>
            </th>
            <th scope="col" className="max-sm:hidden">
              Last given
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupRows key={group.name} group={group} />
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function GroupRows({ group }: { group: StreamGroup }) {
  const trouble = groupTrouble(group);
  return (
    <>
      <tr className="border-grid border-t first:border-0">
        <th scope="row" className="w-full max-w-0 border-b-0! text-13! text-strong!">
          <span className="flex items-center gap-1.5">
            {trouble && <StateIcon state="warning" label={trouble} />}
            <Id value={group.name} max={32} plain />
          </span>
        </th>
        <td data-number>
          <Num value={group.pending} />
        </td>
        <td data-number>
          <Num value={group.lag} />
        </td>
        <td className="max-sm:hidden">
          <Id value={group.last_delivered_id} max={24} plain />
        </td>
      </tr>
      {group.consumers.map((consumer) => (
        <tr key={consumer.name}>
          <td className="w-full max-w-0 border-t-0! ps-8! text-quiet">
            <span className="flex items-center gap-2">
              <Id value={consumer.name} max={28} plain />
              <span className="figures text-12">idle {spanWords(consumer.idle_seconds)}</span>
            </span>
          </td>
          <td data-number className="border-t-0! text-quiet">
            <Num value={consumer.pending} />
          </td>
          <td className="border-t-0!" />
          <td className="border-t-0! max-sm:hidden" />
        </tr>
      ))}
    </>
  );
}
