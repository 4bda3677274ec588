import type { StoredEvent } from "#lib/events/envelope";
import type { WireState } from "#lib/fold";
import type { ExportFormat, FieldList, Histogram, ValuesQuery } from "#lib/history/api";
import type { Outage } from "#lib/history/outage";
import type { StreamId } from "#lib/stream-id";
import type { Cursor } from "#server/store/port";

/** Which events: `query` is the filter language's text, `after` and `before` are exclusive. */
export interface Filter {
  query?: string | undefined;
  type?: string | undefined;
  after?: StreamId | undefined;
  before?: StreamId | undefined;
}

export interface PageQuery extends Filter {
  limit: number;
  order: "newest" | "oldest";
}

/** `next` is where to go on, null when that was all; a search that took long has fewer events than asked for. */
export interface Page {
  events: StoredEvent[];
  next: StreamId | null;
}

/** A page as a part of a file; `isFirst` unless events were written before it. */
export interface TextQuery extends PageQuery {
  format: ExportFormat;
  /** Of CSV; null for the usual ones. */
  columns: readonly string[] | null;
  /** Keys whose values are taken out. */
  redact: readonly string[];
  isFirst: boolean;
}

export interface TextPage {
  /** UTF-8. */
  text: Uint8Array;
  events: number;
  next: StreamId | null;
}

/** The state a moment had, and what it took to find it. */
export interface PastState {
  at: number;
  cursor: Cursor;
  state: WireState;
  replayed: number;
}

/**
 * Reads the history, off the event loop. Every method fails with "history_unavailable" while the file can't be read,
 * and with "invalid" (its problem at `query`) for a query that doesn't parse. Times are Unix seconds.
 */
export interface HistoryReader {
  page(query: PageQuery): Promise<Page>;
  /** For exports: one of very many pages, which must not hold up a person's question. */
  text(query: TextQuery): Promise<TextPage>;
  /** How many events fit; null when counting would take longer than about a second. */
  count(filter: Filter): Promise<number | null>;
  histogram(query: {
    query?: string | undefined;
    type?: string | undefined;
    from?: number | undefined;
    to?: number | undefined;
    buckets: number;
  }): Promise<Histogram>;
  event(
    streamId: StreamId,
  ): Promise<{ event: StoredEvent; older: StreamId | null; newer: StreamId | null } | null>;
  fields(): Promise<FieldList>;
  values(query: ValuesQuery): Promise<string[]>;
  /** Null before everything that is kept; with `orFirst` the first state that is known then, null without any. */
  stateAt(
    moment: { seconds: number } | { streamId: StreamId },
    options?: { orFirst?: boolean },
  ): Promise<PastState | null>;
  /** The same as JSON text: a large state is made into text where nobody waits for it. */
  stateText(moment: { seconds: number } | { streamId: StreamId }): Promise<string | null>;
  /** Oldest first, those that touch the window. */
  outages(window: { from?: number | undefined; to?: number | undefined }): Promise<Outage[]>;
  close(): Promise<void>;
}
