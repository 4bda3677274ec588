"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { Empty, Failure, Loading, Skeleton } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { Scrolling } from "#components/ui/scrolling";
import { formatNumber, MISSING, shortenMiddle } from "#lib/format";
import { shortValue } from "../values.ts";
import { sideBySide } from "./side-by-side.ts";
import type { Latest } from "./use-latest.ts";

interface SideTableProps {
  title: string;
  ids: readonly string[];
  /** One per id; null while it isn't known here. */
  objects: readonly (Record<string, unknown> | null)[];
  /** How far their loading is. */
  state: Latest["state"];
}

/** More rows make a page that nobody reads. */
const MOST = 200;

/** The newest versions' keys, an agent per column; what is the same everywhere is hidden with its count. */
export function SideTable({ title, ids, objects, state }: SideTableProps) {
  const [all, setAll] = useState(false);
  const { different, same } = sideBySide(objects);
  const rows = (all ? [...different, ...same] : different).slice(0, MOST);
  return (
    <Panel title={title} sub={`${formatNumber(different.length)} differ`}>
      {state === "failed" && (
        <Failure title={`${title} could not be loaded`}>
          The server did not answer for all of them. It is asked again every few seconds.
        </Failure>
      )}
      {different.length + same.length === 0 ? (
        <Nothing title={title} state={state} />
      ) : (
        <Scrolling label={`${title} side by side`} className="overflow-x-auto">
          <table className="w-full border-collapse text-12">
            <thead>
              <tr className="text-quiet">
                <th scope="col" className="py-1 pe-3 text-start font-normal">
                  Key
                </th>
                {ids.map((id) => (
                  <th key={id} scope="col" data-tip={id} className="py-1 ps-3 text-end font-mono font-normal">
                    {shortenMiddle(id, 16)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="font-mono">
              {rows.map(({ name, values }) => (
                <tr key={name} className="border-grid border-t align-baseline">
                  <th
                    scope="row"
                    className="max-w-48 break-words py-1.5 pe-3 text-start font-normal text-normal"
                  >
                    {name}
                  </th>
                  {values.map((value, index) => (
                    <td key={ids[index]} className="max-w-48 break-words py-1.5 ps-3 text-end text-strong">
                      {value === undefined ? MISSING : shortValue(value)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
      {same.length > 0 && (
        <Button kind="quiet" aria-expanded={all} onClick={() => setAll(!all)} className="-ms-3 mt-1 text-12">
          {all ? "Hide what is the same" : `Show ${formatNumber(same.length)} that are the same`}
        </Button>
      )}
    </Panel>
  );
}

function Nothing({ title, state }: Pick<SideTableProps, "title" | "state">) {
  if (state === "known") return <Empty title="Nothing of them is stored here" />;
  if (state === "failed") return null;
  return (
    <Loading what={title}>
      <Skeleton className="h-28 w-full" />
    </Loading>
  );
}
