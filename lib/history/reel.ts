import type { StoredEvent } from "../events/envelope.ts";
import { fold, type State } from "../fold.ts";
import { compareStreamIds, type StreamId, streamIdSeconds } from "../stream-id.ts";

/** A state and the place in the stream that it stands for. */
export interface Still {
  state: State;
  streamId: StreamId;
}

// Folding so many events takes less than a frame; keeping a state for each of them would take memory.
const KEEP_EVERY = 100;

export type Reel = ReturnType<typeof createReel>;

/**
 * A stretch of the stream without holes, and the state after each of its events. A frame's number says how many
 * of the events have happened: frame 0 is `base`.
 */
export function createReel(base: Still, first: readonly StoredEvent[] = []) {
  let events: StoredEvent[] = [...first];
  let kept = new Map<number, State>([[0, base.state]]);
  let last = { frame: 0, state: base.state };
  let start = base.streamId;

  const idAt = (frame: number): StreamId => (frame === 0 ? start : (events[frame - 1]?.stream_id ?? start));

  function stateAt(frame: number): State {
    let at = frame - (frame % KEEP_EVERY);
    while (at > 0 && !kept.has(at)) at -= KEEP_EVERY;
    let state = kept.get(Math.max(0, at)) as State;
    if (last.frame <= frame && last.frame >= at) {
      at = last.frame;
      state = last.state;
    }
    while (at < frame) {
      const next = Math.min(frame, at - (at % KEEP_EVERY) + KEEP_EVERY);
      state = fold(state, events.slice(at, next));
      at = next;
      if (at % KEEP_EVERY === 0) kept.set(at, state);
    }
    last = { frame, state };
    return state;
  }

  return {
    frames: (): number => events.length,
    idAt,
    stateAt,
    /** The events between two frames. */
    between: (from: number, to: number): StoredEvent[] => events.slice(from, to),
    /** The frame after all events received at this time or before; it may lie before the reel's own begin. */
    frameAtSeconds: (seconds: number): number =>
      count(events, (event) => streamIdSeconds(event.stream_id) <= seconds),
    frameAtId: (id: StreamId): number => count(events, (event) => compareStreamIds(event.stream_id, id) <= 0),
    /** Whether this place lies in the reel. */
    holds: (id: StreamId): boolean =>
      compareStreamIds(id, start) >= 0 && compareStreamIds(id, idAt(events.length)) <= 0,
    append(more: readonly StoredEvent[]): void {
      const end = idAt(events.length);
      for (const event of more) if (compareStreamIds(event.stream_id, end) > 0) events.push(event);
    },
    /** Sets the begin further back: `earlier` are the events from the new begin up to the old one. Returns how many. */
    prepend(begin: Still, earlier: readonly StoredEvent[]): number {
      const fresh = earlier.filter(
        ({ stream_id }) =>
          compareStreamIds(stream_id, begin.streamId) > 0 && compareStreamIds(stream_id, start) <= 0,
      );
      events = [...fresh, ...events];
      start = begin.streamId;
      // The states that were kept stand at other frames now; they come again when they are asked for.
      kept = new Map([[0, begin.state]]);
      last = { frame: 0, state: begin.state };
      return fresh.length;
    },
    /** Lets go of the frames before this one. */
    dropBefore(frame: number): void {
      const state = stateAt(frame);
      start = idAt(frame);
      events = events.slice(frame);
      kept = new Map([[0, state]]);
      last = { frame: 0, state };
    },
  };
}

/** How many events at the begin fit; all that fit come first. */
function count(events: readonly StoredEvent[], fits: (event: StoredEvent) => boolean): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(events[middle] as StoredEvent)) low = middle + 1;
    else high = middle;
  }
  return low;
}
