import type { Expression } from "#lib/query/syntax";
import type { StreamId } from "#lib/stream-id";

/** A filter as it goes to the thread: parsed, nothing left out. `after` and `before` are exclusive. */
export interface Asked {
  query: Expression;
  type: string | null;
  after: StreamId | null;
  before: StreamId | null;
}
