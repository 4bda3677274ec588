"use client";

import { X } from "lucide-react";
import type { StoredEvent } from "#lib/events/envelope";
import type { Column } from "../ui/table-parts.tsx";
import {
  AboutCell,
  AgeCell,
  FieldCell,
  NarrowCell,
  SentenceCell,
  SourceCell,
  TimeCell,
  TypeCell,
} from "./event-cells.tsx";
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
