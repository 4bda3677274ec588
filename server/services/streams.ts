import type { StreamsReport } from "#lib/streams/api";

/** What is in the event store. */
export interface StreamsService {
  /** At most 2 s old. "store_unavailable" while the store can't be reached. */
  report(): Promise<StreamsReport>;
}
