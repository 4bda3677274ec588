"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, type Ref, useMemo, useState } from "react";
import { usePreferences } from "#components/ui/preferences-provider";
import type { StoredEvent } from "#lib/events/envelope";
import { dateTime } from "#lib/format";
import { useNowInSteps } from "#lib/live/use-live";
import type { StreamId } from "#lib/stream-id";
import { useNarrow } from "../ui/use-narrow.ts";
import { eventColumns, NARROW_COLUMNS, tableWidth } from "./event-columns.tsx";
import { NARROW_LINE_PX } from "./event-line.tsx";
import { EventTable, type EventTableHandle } from "./event-table.tsx";
import type { Side } from "./pages.ts";

/** What every list of events is given. */
export interface ListProps {
  query: string;
  /** Fields of the payload with a column of their own. */
  fields: readonly string[];
  onRemoveField: (field: string) => void;
  openId: StreamId | null;
  onOpen: (event: StoredEvent, rows: readonly StoredEvent[]) => void;
  /** Lets go of the filter. */
  onClear: () => void;
  /** Lets go of the stretch of time. */
  onAnyTime: () => void;
}

interface EventRowsProps extends Omit<ListProps, "query" | "onClear" | "onAnyTime"> {
  label: string;
  rows: readonly StoredEvent[];
  follow: boolean;
  markedId?: StreamId | null;
  onTop?: (atTop: boolean) => void;
  onNear: (side: Side) => void;
  foot: ReactNode;
  ref?: Ref<EventTableHandle>;
}

const ROW_PX = 32;
const SAMPLED_ROWS = 50;

/** A list's rows in the columns that were chosen. */
export function EventRows({ rows, fields, onRemoveField, onOpen, ...rest }: EventRowsProps) {
  const narrow = useNarrow();
  const dated = useDated(rows);
  const path = usePathname();
  const params = useSearchParams();
  // A few rows tell what is a number; the columns stay the same while further ones come.
  const [sample, setSample] = useState(() => rows.slice(0, SAMPLED_ROWS));
  if (sample.length < SAMPLED_ROWS && rows.length > sample.length) setSample(rows.slice(0, SAMPLED_ROWS));
  const columns = useMemo(
    () => (narrow ? NARROW_COLUMNS : eventColumns({ fields, dated, sample, onRemove: onRemoveField })),
    [narrow, fields, dated, sample, onRemoveField],
  );
  const link = useMemo(() => {
    const others = new URLSearchParams(params);
    others.delete("event");
    return `${path}?${others.size > 0 ? `${others}&` : ""}event=`;
  }, [params, path]);
  return (
    <EventTable
      {...rest}
      rows={rows}
      columns={columns}
      rowPx={narrow ? NARROW_LINE_PX : ROW_PX}
      headless={narrow}
      minWidth={tableWidth(fields.length)}
      onOpen={(event) => onOpen(event, rows)}
      hrefOf={(event) => link + event.stream_id}
    />
  );
}

/** Whether the rows are of another day than today. */
function useDated(rows: readonly StoredEvent[]): boolean {
  const { zone } = usePreferences();
  const now = useNowInSteps(60);
  const dayOf = (at: number | undefined) => (at === undefined ? null : dateTime(at, zone).slice(0, 10));
  const today = now === null ? null : dayOf(now);
  const ends = [dayOf(rows[0]?.timestamp), dayOf(rows.at(-1)?.timestamp)];
  return today !== null && ends.some((day) => day !== null && day !== today);
}
