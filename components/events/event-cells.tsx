"use client";

import { memo } from "react";
import { Ago, Clock } from "#components/ui/ago";
import { Id } from "#components/ui/id";
import { usePreferences } from "#components/ui/preferences-provider";
import type { StoredEvent } from "#lib/events/envelope";
import { entityOf, sentence } from "#lib/events/sentence";
import { dateTime, formatNumber, MISSING } from "#lib/format";
import { streamIdSeconds } from "#lib/stream-id";
import { EventLine } from "./event-line.tsx";
import { EventIcon, loudness } from "./event-look.tsx";

// An event never changes: a cell is drawn once, wherever its row moves.
export const NarrowCell = memo(function NarrowCell({ event }: { event: StoredEvent }) {
  return (
    <span className="w-full min-w-0 font-normal text-normal">
      <EventLine event={event} />
    </span>
  );
});

export const TimeCell = memo(function TimeCell({ event, dated }: { event: StoredEvent; dated: boolean }) {
  return (
    <span className="flex items-center gap-2 font-normal text-12 text-quiet">
      {dated && <Day at={event.timestamp} />}
      <Clock at={event.timestamp} />
    </span>
  );
});

function Day({ at }: { at: number }) {
  const { zone } = usePreferences();
  return (
    <span className="figures" suppressHydrationWarning>
      {dateTime(at, zone).slice(5, 10)}
    </span>
  );
}

const TYPE_CHARS = 28;

export const TypeCell = memo(function TypeCell({ event: { type } }: { event: StoredEvent }) {
  const dot = type.indexOf(".");
  return (
    <span
      className="flex min-w-0 items-center gap-2.5"
      data-tip={type.length > TYPE_CHARS ? type : undefined}
    >
      <EventIcon type={type} />
      {/* Where there is no room for both, the noun gives way: the rest tells types apart. Another type is another text:
          the one before would move with the noun's width. */}
      <span key={type} className="flex min-w-0 text-12 text-quiet">
        <span className="min-w-[1ch] shrink-[9999] truncate">{type.slice(0, dot)}</span>
        <span className="min-w-0 truncate text-normal">{type.slice(dot)}</span>
      </span>
    </span>
  );
});

export const AboutCell = memo(function AboutCell({ event }: { event: StoredEvent }) {
  const entity = entityOf(event);
  if (!entity) return <span className="text-quiet">{MISSING}</span>;
  return (
    <span className="text-strong">
      <Id value={entity.id} max={16} plain />
    </span>
  );
});

export const SentenceCell = memo(function SentenceCell({ event }: { event: StoredEvent }) {
  return <span className={`figures block truncate ${loudness(event.type)}`}>{sentence(event)}</span>;
});

export const SourceCell = memo(function SourceCell({ event }: { event: StoredEvent }) {
  return <span className="block truncate font-mono text-12 text-quiet">{event.source}</span>;
});

export const AgeCell = memo(function AgeCell({ event }: { event: StoredEvent }) {
  return <Ago at={streamIdSeconds(event.stream_id)} className="text-12 text-quiet" />;
});

export function FieldCell({ value }: { value: unknown }) {
  if (value === undefined || value === null)
    return (
      <span className="text-quiet">
        {MISSING}
        <span className="sr-only">no value</span>
      </span>
    );
  if (typeof value === "number")
    return (
      <span className="figures text-strong" data-tip={String(value)}>
        {Number.isInteger(value) ? formatNumber(value) : String(Number(value.toPrecision(6)))}
      </span>
    );
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return (
    <span className="block truncate" data-tip={text.length > 24 ? text.slice(0, 400) : undefined}>
      {text}
    </span>
  );
}
