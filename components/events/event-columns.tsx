"use client";

import { X } from "lucide-react";
import { memo } from "react";
import { Ago, Clock } from "#components/ui/ago";
import { Id } from "#components/ui/id";
import { usePreferences } from "#components/ui/preferences-provider";
import type { StoredEvent } from "#lib/events/envelope";
import { entityOf, sentence } from "#lib/events/sentence";
import { dateTime, formatNumber, MISSING } from "#lib/format";
import { streamIdSeconds } from "#lib/stream-id";
import type { Column } from "../ui/table-parts.tsx";
import { EventLine } from "./event-line.tsx";
import { EventIcon, loudness } from "./event-look.tsx";
import { fieldReader } from "./field-value.ts";

/** On a phone: everything in one cell. */
export const NARROW_COLUMNS: readonly Column<StoredEvent>[] = [
  { id: "event", name: "Event", cell: (event) => <NarrowCell event={event} /> },
];

interface EventColumnsOptions {
  /** Fields of the payload with a column of their own. */
  fields: readonly string[];
  /** With the day, where not all rows are of today. */
  dated: boolean;
  /** Some rows, to see what is a number. */
  sample: readonly StoredEvent[];
  onRemove: (field: string) => void;
}

/** The columns of the table: the usual ones, and those of chosen fields. */
export function eventColumns({
  fields,
  dated,
  sample,
  onRemove,
}: EventColumnsOptions): Column<StoredEvent>[] {
  return [
    {
      id: "time",
      name: "Time",
      title: "When it happened, by its producer's clock",
      className: dated ? "w-35" : "w-22",
      cell: (event) => <TimeCell event={event} dated={dated} />,
    },
    { id: "type", name: "Type", className: "w-57", cell: (event) => <TypeCell event={event} /> },
    { id: "about", name: "About", className: "w-36", cell: (event) => <AboutCell event={event} /> },
    { id: "what", name: "What happened", cell: (event) => <SentenceCell event={event} /> },
    ...fields.flatMap((field) => fieldColumn(field, sample, onRemove)),
    { id: "source", name: "Source", className: "w-31", cell: (event) => <SourceCell event={event} /> },
    {
      id: "received",
      name: "Received",
      number: true,
      className: "w-23",
      cell: (event) => <AgeCell event={event} />,
    },
  ];
}

const FIXED_REM = 54;
const FIELD_REM = 9;

/** As narrow as the table may get before it is scrolled sideways, in rem. */
export const tableWidth = (fields: number): number => FIXED_REM + fields * FIELD_REM;

function fieldColumn(
  field: string,
  sample: readonly StoredEvent[],
  onRemove: (field: string) => void,
): Column<StoredEvent>[] {
  const read = fieldReader(field);
  if (!read) return [];
  const seen = sample.map(read).filter((value) => value !== undefined && value !== null);
  return [
    {
      id: `field ${field}`,
      name: <FieldHead field={field} onRemove={onRemove} />,
      number: seen.length > 0 && seen.every((value) => typeof value === "number"),
      className: "w-36",
      cell: (event) => <FieldCell value={read(event)} />,
    },
  ];
}

function FieldHead({ field, onRemove }: { field: string; onRemove: (field: string) => void }) {
  return (
    <span className="inline-flex max-w-full items-center gap-0.5">
      <span className="truncate font-mono font-normal" data-tip={field}>
        {field}
      </span>
      <button
        type="button"
        aria-label={`Remove the column ${field}`}
        data-tip="Remove the column"
        onClick={() => onRemove(field)}
        className="-me-2 grid size-8 shrink-0 place-items-center rounded-control hover:text-strong"
      >
        <X aria-hidden size={12} />
      </button>
    </span>
  );
}

// An event never changes: a cell is drawn once, wherever its row moves.
const NarrowCell = memo(function NarrowCell({ event }: { event: StoredEvent }) {
  return (
    <span className="w-full min-w-0 font-normal text-normal">
      <EventLine event={event} />
    </span>
  );
});

const TimeCell = memo(function TimeCell({ event, dated }: { event: StoredEvent; dated: boolean }) {
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

const TypeCell = memo(function TypeCell({ event: { type } }: { event: StoredEvent }) {
  const dot = type.indexOf(".");
  return (
    <span className="flex min-w-0 items-center gap-2.5" data-tip={type}>
      <EventIcon type={type} />
      {/* Where there is no room for both, the noun gives way: the rest tells types apart. */}
      <span className="flex min-w-0 text-12 text-quiet">
        <span className="min-w-[2ch] shrink-[9999] truncate">{type.slice(0, dot)}</span>
        <span className="min-w-0 truncate text-normal">{type.slice(dot)}</span>
      </span>
    </span>
  );
});

const AboutCell = memo(function AboutCell({ event }: { event: StoredEvent }) {
  const entity = entityOf(event);
  if (!entity) return <span className="text-quiet">{MISSING}</span>;
  return (
    <span className="text-strong">
      <Id value={entity.id} max={16} plain />
    </span>
  );
});

const SentenceCell = memo(function SentenceCell({ event }: { event: StoredEvent }) {
  return <span className={`figures block truncate ${loudness(event.type)}`}>{sentence(event)}</span>;
});

const SourceCell = memo(function SourceCell({ event }: { event: StoredEvent }) {
  return <span className="block truncate font-mono text-12 text-quiet">{event.source}</span>;
});

const AgeCell = memo(function AgeCell({ event }: { event: StoredEvent }) {
  return <Ago at={streamIdSeconds(event.stream_id)} className="text-12 text-quiet" />;
});

function FieldCell({ value }: { value: unknown }) {
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
