"use client";

import type { ReactNode } from "react";
import { Ago, Clock } from "#components/ui/ago";
import { buttonClass } from "#components/ui/button";
import { Drawer } from "#components/ui/drawer";
import { Id } from "#components/ui/id";
import { Json } from "#components/ui/json";
import { Link } from "#components/ui/link";
import { sourceName, typeName } from "#lib/doctor/names";
import type { DoctorReport, TypeProducer, TypeReport } from "#lib/doctor/report";
import { formatNumber, plural } from "#lib/format";
import { linkTo } from "../shell/pages.ts";
import { CopyLetter } from "./copy-letter.tsx";
import { FindingList } from "./finding-list.tsx";
import { Verdict } from "./type-table.tsx";
import { skewSentence } from "./words.ts";

interface TypeDrawerProps {
  report: DoctorReport;
  /** Null is closed. */
  type: TypeReport | null;
  onClose: () => void;
}

/** One event type: what deviates and where, its first bad entry, its producers and their clocks. */
export function TypeDrawer({ report, type, onClose }: TypeDrawerProps) {
  return (
    <Drawer
      open={type !== null}
      onClose={onClose}
      title={<span className="font-mono">{type ? typeName(type.type) : ""}</span>}
      sub={type && `${plural(type.seen, "entry", "entries")} seen`}
    >
      {type && <TypeDetails report={report} type={type} />}
    </Drawer>
  );
}

function TypeDetails({ report, type }: { report: DoctorReport; type: TypeReport }) {
  const { findings, more_findings, sample, producers, more_producers, skew, unwrapped, duplicates, fits } =
    type;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col items-start gap-2">
        <Verdict type={type} />
        <p className="text-14 text-strong">{type.words}</p>
        <div className="flex flex-wrap items-center gap-2">
          <CopyLetter report={report} about={{ type: type.type }} />
          {type.valid > 0 && /^[\w.-]+$/.test(type.type) && (
            <Link href={linkTo.events(type.type)} className={buttonClass()}>
              Show its events
            </Link>
          )}
        </div>
      </div>
      <FindingList title="Could not be read" findings={findings.filter(({ level }) => level === "breach")} />
      {sample && (
        <Section title="The first entry that could not be read">
          <p className="text-quiet">
            <Clock at={sample.seen_at} full />, <Id value={sample.stream_id} max={28} />
          </p>
          <Json value={sample.fields} />
        </Section>
      )}
      <FindingList
        title="Read, but deviates"
        findings={findings.filter(({ level }) => level === "deviation")}
      />
      <FindingList
        title="Allowed, but worth knowing"
        findings={findings.filter(({ level }) => level === "notice")}
      />
      {more_findings > 0 && (
        <p className="text-quiet">And {formatNumber(more_findings)} more entries in further ways.</p>
      )}
      {(unwrapped > 0 || fits.length > 0) && (
        <Section title="system.alert">
          {unwrapped > 0 && (
            <p>
              {plural(unwrapped, "event")} came wrapped in a <code>system.alert</code> and{" "}
              {unwrapped === 1 ? "was" : "were"} unwrapped.
            </p>
          )}
          {fits.map(({ type: fit, count }) => (
            <p key={fit}>
              {formatNumber(count)} {count === 1 ? "fits" : "fit"} <code>{fit}</code> by source and payload;
              nothing was changed.
            </p>
          ))}
        </Section>
      )}
      {duplicates > 0 && (
        <Section title="Duplicates">
          <p>
            {plural(duplicates, "entry", "entries")} came again under the id of an event before, and{" "}
            {duplicates === 1 ? "was" : "were"} dropped.
          </p>
        </Section>
      )}
      {skew && (
        <Section title="Clock">
          <p>{skewSentence(skew)}</p>
        </Section>
      )}
      <Section title={plural(producers.length, "producer")}>
        <ul className="flex flex-col gap-1.5">
          {producers.map((producer) => (
            <ProducerLine key={producer.source} producer={producer} />
          ))}
        </ul>
        {more_producers > 0 && (
          <p className="text-quiet">And {plural(more_producers, "entry", "entries")} of further ones.</p>
        )}
      </Section>
    </div>
  );
}

function ProducerLine({ producer }: { producer: TypeProducer }) {
  const { source, seen, quarantined, versions, last_seen } = producer;
  return (
    <li>
      <span className="break-all font-mono text-12 text-strong">{sourceName(source)}</span>{" "}
      <span className="text-quiet">
        {plural(seen, "entry", "entries")}
        {quarantined > 0 && `, ${formatNumber(quarantined)} put aside`}
        {versions.length > 0 && `, version ${versions.join("; ")}`}, last <Ago at={last_seen} />
      </span>
    </li>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="font-medium text-12 text-quiet">{title}</h3>
      {children}
    </section>
  );
}
