import type { StoredEvent } from "../events/envelope.ts";
import type { StreamId } from "../stream-id.ts";
import type { Moment } from "./moment.ts";
import type { Still } from "./reel.ts";

/** Where a replay gets the past from: the server's history, or a capsule. All reject with a sentence for people. */
export interface Past {
  /** The state at a moment, with everything received up to then. */
  stateAt(moment: Moment, signal: AbortSignal): Promise<Still & { epoch: string }>;
  /** The events after a place, oldest first. `next` is where to go on; null when these were all there are by now. */
  after(streamId: StreamId, signal: AbortSignal): Promise<{ events: StoredEvent[]; next: StreamId | null }>;
  /** A stretch that leads up to a place: a state further back, and the events from there on; null at the begin. */
  before(streamId: StreamId, signal: AbortSignal): Promise<{ still: Still; events: StoredEvent[] } | null>;
  /** Where it begins, in Unix seconds; null when only the server knows. */
  begin: number | null;
  /** Where it ends, in Unix seconds: the present goes on. */
  end(): number;
  /** Events received so short a time ago may not be readable yet. */
  lagSeconds: number;
}
