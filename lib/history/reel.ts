import type { StoredEvent } from "../events/envelope.ts";
import { fold, type State } from "../fold.ts";
import { compareStreamIds, type StreamId, streamIdSeconds } from "../stream-id.ts";

/** A state and the place in the stream that it stands for. */
export interface Still {
  state: State;
  streamId: StreamId;
  /** The stream's. */
  epoch: string;
}

/** By their ids, events that stand first in another stream: what the state was just before each. */
export type Anew = ReadonlyMap<StreamId, Still>;

// Folding so many events takes less than a frame; keeping a state for each of them would take memory.
const KEEP_EVERY = 100;

export type Reel = ReturnType<typeof createReel>;

/**
 * A stretch of the past without holes, and the state after each of its events. A frame's number says how many of the
 * events have happened: frame 0 is `base`. Where another stream began the state goes on from that one's own.
 */
export function createReel(base: Still, first: readonly StoredEvent[] = []) {
  let events: StoredEvent[] = [...first];
  let kept = new Map<number, State>([[0, base.state]]);
  let last = { frame: 0, state: base.state };
  let { streamId: start, epoch } = base;
  const anew = new Map<StreamId, Still>();

  const idAt = (frame: number): StreamId => (frame === 0 ? start : (events[frame - 1]?.stream_id ?? start));

  /** The last of them with which another stream began. */
  const beginOf = (some: readonly StoredEvent[]): number =>
    anew.size === 0 ? -1 : some.findLastIndex(({ stream_id }) => anew.has(stream_id));
  const stillBefore = (event: StoredEvent | undefined): Still | undefined =>
    event && anew.get(event.stream_id);

  function foldOn(state: State, some: readonly StoredEvent[]): State {
    const begin = beginOf(some);
    const own = stillBefore(some[begin]);
    return own ? fold(own.state, some.slice(begin)) : fold(state, some);
  }

  function epochAt(frame: number): string {
    const happened = events.slice(0, frame);
    return stillBefore(happened[beginOf(happened)])?.epoch ?? epoch;
  }

  function remember(more: Anew): void {
    for (const [id, still] of more) anew.set(id, still);
  }

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
      state = foldOn(state, events.slice(at, next));
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
    epochAt,
    /** The events between two frames. */
    between: (from: number, to: number): StoredEvent[] => events.slice(from, to),
    /** The frame after all events received at this time or before; it may lie before the reel's own begin. */
    frameAtSeconds: (seconds: number): number =>
      count(events, (event) => streamIdSeconds(event.stream_id) <= seconds),
    frameAtId: (id: StreamId): number => count(events, (event) => compareStreamIds(event.stream_id, id) <= 0),
    /** Whether this place lies in the reel. */
    holds: (id: StreamId): boolean =>
      compareStreamIds(id, start) >= 0 && compareStreamIds(id, idAt(events.length)) <= 0,
    append(more: readonly StoredEvent[], begins: Anew): void {
      remember(begins);
      const end = idAt(events.length);
      for (const event of more) if (compareStreamIds(event.stream_id, end) > 0) events.push(event);
    },
    /** Sets the begin further back: `earlier` are the events from the new begin up to the old one. Returns how many. */
    prepend(begin: Still, earlier: readonly StoredEvent[], begins: Anew): number {
      remember(begins);
      const fresh = earlier.filter(
        ({ stream_id }) =>
          compareStreamIds(stream_id, begin.streamId) > 0 && compareStreamIds(stream_id, start) <= 0,
      );
      events = [...fresh, ...events];
      start = begin.streamId;
      epoch = begin.epoch;
      // The states that were kept stand at other frames now; they come again when they are asked for.
      kept = new Map([[0, begin.state]]);
      last = { frame: 0, state: begin.state };
      return fresh.length;
    },
    /** Lets go of the frames before this one. */
    dropBefore(frame: number): void {
      const state = stateAt(frame);
      epoch = epochAt(frame);
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
