"use client";

import { useMemo, useState } from "react";
import { Button } from "#components/ui/button";
import { type Difference, differences } from "#lib/dna/diff";
import { formatNumber, plural } from "#lib/format";
import { shortValue } from "./values.ts";

interface DiffListProps {
  title: string;
  /** Null when there is nothing to compare with: then all is listed. */
  before: Record<string, unknown> | null;
  after: Record<string, unknown>;
}

const SHOWN = 100;

/** What changed, key by key; what did not is hidden with its count. */
export function DiffList({ title, before, after }: DiffListProps) {
  const [all, setAll] = useState(false);
  const found = useMemo(() => differences(before ?? after, after), [before, after]);
  const changed = found.filter(({ kind }) => kind !== "same");
  const compared = before !== null;
  const same = found.length - changed.length;
  const listed = (compared && !all ? changed : found).slice(0, SHOWN);
  const cut = (compared && !all ? changed : found).length - listed.length;
  return (
    <section className="mb-4 last:mb-0">
      <h3 className="font-medium text-12 text-quiet">
        {title}{" "}
        <span className="figures font-normal">
          {compared
            ? changed.length === 0
              ? "unchanged"
              : `${changed.length} changed`
            : plural(found.length, "key")}
        </span>
      </h3>
      {listed.length > 0 && (
        <table aria-label={title} className="mt-1 w-full table-fixed border-collapse">
          <thead className="sr-only">
            <tr>
              <th scope="col">Key</th>
              <th scope="col">{compared ? "Before and after" : "Value"}</th>
            </tr>
          </thead>
          <tbody>
            {listed.map((difference) => (
              <tr key={difference.path} className="border-grid border-t align-baseline">
                <th
                  scope="row"
                  className="w-2/5 break-words py-1.5 pe-3 text-start font-mono font-normal text-12 text-normal"
                >
                  {difference.path}
                </th>
                <td className="break-words py-1.5 font-mono text-12">
                  <Change difference={difference} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {cut > 0 && <p className="text-12 text-quiet">{formatNumber(cut)} more: look at All.</p>}
      {compared && same > 0 && (
        <Button kind="quiet" onClick={() => setAll(!all)} aria-expanded={all} className="-ms-3 mt-1 text-12">
          {all ? "Hide unchanged" : `Show ${formatNumber(same)} unchanged`}
        </Button>
      )}
    </section>
  );
}

function Change({ difference }: { difference: Difference }) {
  switch (difference.kind) {
    case "same":
      return <span className="text-quiet">{shortValue(difference.after)}</span>;
    case "added":
      return (
        <>
          <Word>added</Word> <span className="text-strong">{shortValue(difference.after)}</span>
        </>
      );
    case "removed":
      return (
        <>
          <Word>removed</Word>{" "}
          <span className="text-quiet line-through">{shortValue(difference.before)}</span>
        </>
      );
    case "changed":
      return (
        <>
          <span className="text-quiet">{shortValue(difference.before)}</span>
          <span aria-hidden className="px-1.5 text-quiet">
            →
          </span>
          <span className="sr-only">became</span>
          <span className="text-strong">{shortValue(difference.after)}</span>
        </>
      );
  }
}

const Word = ({ children }: { children: string }) => (
  <span className="rounded-mark bg-surface-3 px-1 font-sans text-normal">{children}</span>
);
