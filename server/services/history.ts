import type {
  CapsuleQuery,
  EventParams,
  ExportQuery,
  FieldList,
  Histogram,
  HistogramQuery,
  HistoryReport,
  OneEvent,
  OutageList,
  PastState,
  StateQuery,
  ValueList,
  ValuesQuery,
  WindowQuery,
} from "#lib/history/api";
import type { JsonText } from "#lib/http/api";

/** What is kept of the past. Fails with "history_unavailable" while it can't be read, "invalid" naming `query`. */
export interface HistoryService {
  histogram(query: HistogramQuery): Promise<Histogram>;
  fields(): Promise<FieldList>;
  values(query: ValuesQuery): Promise<ValueList>;
  /** "not_found" for an event that isn't there, or not any more. */
  event(params: EventParams): Promise<OneEvent>;
  /** A stream of every event that fits. */
  export(query: ExportQuery): Promise<Response>;
  /** "not_found" before everything that is kept. */
  state(query: StateQuery): Promise<PastState | JsonText<PastState>>;
  outages(query: WindowQuery): Promise<OutageList>;
  /** "too_large" for a window with more events than one file should hold. */
  capsule(query: CapsuleQuery): Promise<Response>;
  report(): Promise<HistoryReport> | HistoryReport;
}
