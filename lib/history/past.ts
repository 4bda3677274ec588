import type { StoredEvent } from "../events/envelope.ts";
import type { StreamId } from "../stream-id.ts";
import type { Moment } from "./moment.ts";
import type { Anew, Still } from "./reel.ts";

/** Events in stream order, and those among them with which the fold began anew. */
export interface Stretch {
  events: StoredEvent[];
  anew: Anew;
}

/** Where a replay gets the past from: the server's history, or a capsule. All reject with a sentence for people. */
export interface Past {
  /** The state at a moment, with everything received up to then. */
  stateAt(moment: Moment, signal: AbortSignal): Promise<Still>;
  /** The events after a place, oldest first. `next` is where to go on; null when these were all there are by now. */
  after(streamId: StreamId, signal: AbortSignal): Promise<Stretch & { next: StreamId | null }>;
  /** A stretch that leads up to a place: a state further back, and the events from there on; null at the begin. */
  before(streamId: StreamId, signal: AbortSignal): Promise<(Stretch & { still: Still }) | null>;
  /** Where it begins, in Unix seconds; null when only the server knows. */
  begin: number | null;
  /** Where it ends, in Unix seconds: the present goes on. */
  end(): number;
  /** Events received so short a time ago may not be readable yet. */
  lagSeconds: number;
}
