import type { ExportFormat } from "../../lib/history/api.ts";
import { toIso } from "../../lib/time.ts";
import { pathWith } from "./fetch-events.ts";

/** What is taken away. Times are Unix seconds; null is open. */
export interface ExportWanted {
  query: string;
  from: number | null;
  to: number | null;
}

interface ExportFile extends ExportWanted {
  format: ExportFormat;
  order: "newest" | "oldest";
  /** Of a CSV; empty for the usual ones. */
  columns: readonly string[];
}

export const exportPath = ({ format, order, columns, ...wanted }: ExportFile): string =>
  pathWith("/api/events/export", {
    format,
    query: wanted.query,
    order,
    after: isoOf(wanted.from),
    before: isoOf(wanted.to),
    columns: format === "csv" ? columns.join(",") : null,
  });

interface CapsuleFile extends ExportWanted {
  notes: string;
  /** Payload keys whose values are taken out. */
  redact: readonly string[];
}

export const capsulePath = ({ query, from, to, notes, redact }: CapsuleFile): string =>
  pathWith("/api/history/capsule", {
    from: isoOf(from),
    to: isoOf(to),
    query,
    notes: notes.trim(),
    redact: redact.join(","),
  });

const isoOf = (seconds: number | null): string | null => (seconds === null ? null : toIso(seconds));

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const BRACE = 0x7b;

/** Counts the events of an export as its bytes arrive. `add` returns how many there are so far. */
export function createEventCounter(format: ExportFormat): { add(bytes: Uint8Array): number } {
  // A CSV's first line is its header.
  let count = format === "csv" ? -1 : 0;
  let inQuotes = false;
  let before = 0;
  return {
    add(bytes) {
      for (const byte of bytes) {
        // Each event of a JSON list begins a line; of the others each ends one, but for those within a CSV's quotes.
        if (format === "json") count += byte === BRACE && before === NEWLINE ? 1 : 0;
        else if (byte === QUOTE && format === "csv") inQuotes = !inQuotes;
        else if (byte === NEWLINE && !inQuotes) count++;
        before = byte;
      }
      return Math.max(0, count);
    },
  };
}

/** The name that the server gave a download. */
export const nameOf = (disposition: string | null, otherwise: string): string =>
  /filename="?([\w.-]+)"?/.exec(disposition ?? "")?.[1] ?? otherwise;
