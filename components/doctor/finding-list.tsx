"use client";

import { Ago } from "#components/ui/ago";
import { Id } from "#components/ui/id";
import { Link } from "#components/ui/link";
import { kindOf } from "#lib/doctor/findings";
import { type GroupedFinding, groupFindings } from "#lib/doctor/grouped";
import type { Finding } from "#lib/doctor/report";
import { plural } from "#lib/format";
import { linkTo } from "../shell/pages.ts";
import { sourceNames } from "./words.ts";

/** What deviates, by field: how often, whose, an example, and what the contract says. Nothing when there is nothing. */
export function FindingList({ title, findings }: { title: string; findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="font-medium text-12 text-quiet">{title}</h3>
      <ul className="flex flex-col divide-y divide-line rounded-control border border-line">
        {groupFindings(findings).map((finding) => (
          <FindingLine key={`${finding.code} ${finding.field} ${finding.words}`} finding={finding} />
        ))}
      </ul>
    </section>
  );
}

function FindingLine({ finding }: { finding: GroupedFinding }) {
  const { code, level, field, words, sources, count, example, stream_id, last_seen } = finding;
  const { section, says } = kindOf(code, field);
  return (
    <li className="flex flex-col gap-0.5 px-3 py-2">
      <p className="break-words text-strong">
        <code className="font-mono text-12">{field}</code> {words}
      </p>
      <p className="text-quiet">
        {plural(count, "entry", "entries")} of{" "}
        <span className="break-all font-mono text-12">{sourceNames(sources)}</span>, last{" "}
        <Ago at={last_seen} />
      </p>
      {example !== null && (
        <p className="break-words text-quiet">
          First it was <code className="font-mono text-12 text-normal">{example}</code>
        </p>
      )}
      <details className="text-12 text-quiet">
        <summary className="min-h-6 cursor-pointer hover:text-strong">What the contract says</summary>
        <p>
          Section {section}: {says}
        </p>
        <p>
          First in <Id value={stream_id} max={28} />
          {level !== "breach" && (
            <Link href={linkTo.event(stream_id)} className="ms-2 text-accent hover:underline">
              Show the event
            </Link>
          )}
        </p>
      </details>
    </li>
  );
}
