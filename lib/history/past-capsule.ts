import { fold, fromWire } from "../fold.ts";
import { compareStreamIds, STREAM_START, type StreamId, streamIdSeconds } from "../stream-id.ts";
import type { Capsule } from "./capsule.ts";
import type { Past } from "./past.ts";
import type { Anew } from "./reel.ts";

// A capsule has one state to begin with.
const NONE: Anew = new Map();

/** The past as a capsule has it. Nothing is asked of anybody. */
export function capsulePast({ base, events, from, to, epoch }: Capsule): Past {
  const state = fromWire(base);
  // The base has everything before the window: its place is the window's begin.
  const start: StreamId = base.feed.recent.at(-1)?.stream_id ?? STREAM_START;
  const upToSeconds = (seconds: number) =>
    events.filter(({ stream_id }) => streamIdSeconds(stream_id) <= seconds);
  return {
    begin: from,
    end: () => to,
    lagSeconds: 0,
    async stateAt(moment) {
      const happened =
        "seconds" in moment
          ? upToSeconds(moment.seconds)
          : events.filter(({ stream_id }) => compareStreamIds(stream_id, moment.streamId) <= 0);
      return { state: fold(state, happened), streamId: happened.at(-1)?.stream_id ?? start, epoch };
    },
    after: async (place) => ({
      events: events.filter(({ stream_id }) => compareStreamIds(stream_id, place) > 0),
      anew: NONE,
      next: null,
    }),
    async before(place) {
      if (compareStreamIds(place, start) <= 0) return null;
      const earlier = events.filter(({ stream_id }) => compareStreamIds(stream_id, place) <= 0);
      return { still: { state, streamId: start, epoch }, events: earlier, anew: NONE };
    },
  };
}
