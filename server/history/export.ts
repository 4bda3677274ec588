import { EXPORT_TOTAL_HEADER, type ExportFormat, type ExportQuery } from "#lib/history/api";
import { fileText } from "./events-text.ts";
import type { HistoryReader } from "./port.ts";
import { download, fileOf, stamp, streamOf, upToNow } from "./walk.ts";

const TYPES: Record<ExportFormat, string> = {
  ndjson: "application/x-ndjson; charset=utf-8",
  json: "application/json; charset=utf-8",
  csv: "text/csv; charset=utf-8",
};

/**
 * Every event that fits, as a file that is made while it is read: one page of events in memory at a time.
 * Fails before the first byte with "history_unavailable" or "invalid" naming `query` or `columns`.
 */
export async function exportEvents(
  reader: HistoryReader,
  { format, columns, order, query, type, after, before }: ExportQuery,
  now: () => number = Date.now,
): Promise<Response> {
  const text = fileText(format, columns ?? null);
  const filter = await upToNow(reader, { query, type, after, before });
  const total = await reader.count(filter);
  const asked = { ...filter, order, format, columns: columns ?? null, redact: [] };
  return download(streamOf(fileOf(reader, asked, text)), {
    name: `brainwave-events-${stamp(now())}.${format}`,
    type: TYPES[format],
    headers: total === null ? {} : { [EXPORT_TOTAL_HEADER]: String(total) },
  });
}
