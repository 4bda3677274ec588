import type { StoredEvent } from "#lib/events/envelope";
import type { ExportFormat } from "#lib/history/api";
import { redactEvent } from "#lib/history/capsule";
import { columnsOf, csvHeader, csvRow } from "#lib/history/csv";

/** How events become a file: what stands before the first and after the last. */
export interface FileText {
  begin: string;
  end: string;
}

export function fileText(format: ExportFormat, columns: readonly string[] | null): FileText {
  switch (format) {
    case "ndjson":
      return { begin: "", end: "" };
    case "json":
      return { begin: "[", end: "\n]\n" };
    case "csv":
      return { begin: csvHeader(columnsOf(columns)), end: "" };
  }
}

export interface EventsTextOptions {
  format: ExportFormat;
  columns: readonly string[] | null;
  redact: ReadonlySet<string>;
  /** No event stands before these. */
  isFirst: boolean;
}

/** What stands for an event, and how to get at it: as its JSON text where that is at hand, else null. */
export interface EventSource<R> {
  event(row: R): StoredEvent;
  json(row: R): string | null;
}

/** Events as the middle of such a file. */
export function eventsText<R>(
  rows: readonly R[],
  { format, columns, redact, isFirst }: EventsTextOptions,
  { event, json }: EventSource<R>,
): string {
  if (format === "csv") {
    const cells = columnsOf(columns);
    return rows.map((row) => csvRow(cells, redactEvent(event(row), redact))).join("");
  }
  const lines = rows.map(
    (row) => (redact.size === 0 ? json(row) : null) ?? JSON.stringify(redactEvent(event(row), redact)),
  );
  if (format === "ndjson") return lines.map((line) => `${line}\n`).join("");
  return lines.length === 0 ? "" : `${isFirst ? "\n" : ",\n"}${lines.join(",\n")}`;
}
