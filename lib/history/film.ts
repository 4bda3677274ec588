import { type StreamId, streamIdSeconds } from "../stream-id.ts";
import { type Moment, momentSeconds } from "./moment.ts";
import type { Past } from "./past.ts";
import { createReel, type Reel } from "./reel.ts";

// Near the present every question brings but a moment.
const ASK_AGAIN_MS = 1_000;

export type Film = ReturnType<typeof createFilm>;

/**
 * A stretch of the past in memory that grows at both ends as it is asked for. `nowMs` only ever grows;
 * `failed` is told when what was fetched ahead could not be had.
 */
export function createFilm(past: Past, nowMs: () => number, failed: (error: unknown) => void) {
  let reel: Reel | null = null;
  /** Everything received up to this time is in the reel, from its begin on. */
  let knownUntil = 0;
  let nextPlace: StreamId | null = null;
  let ahead: AbortController | null = null;
  let askedAheadAt = Number.NEGATIVE_INFINITY;

  /** One more page at the end. Tells whether there were events in it, or it was all there is. */
  async function readOn(signal: AbortSignal): Promise<"more" | "none" | "end"> {
    const own = reel;
    const place = nextPlace;
    if (!own || place === null) return "end";
    const askedAt = past.end() - past.lagSeconds;
    const { events, anew, next } = await past.after(place, signal);
    if (signal.aborted || own !== reel) return "none";
    const before = own.frames();
    own.append(events, anew);
    nextPlace = next ?? own.idAt(own.frames());
    // Of the last millisecond of a page more may come with the next.
    knownUntil = Math.max(knownUntil, next === null ? askedAt : streamIdSeconds(next) - 0.001);
    if (own.frames() > before) return "more";
    return nextPlace === place ? "end" : "none";
  }

  return {
    reel: (): Reel | null => reel,
    knownUntil: (): number => knownUntil,
    readOn,

    /** Begins anew at a moment. False when it was called off meanwhile. */
    async load(moment: Moment, signal: AbortSignal): Promise<boolean> {
      const still = await past.stateAt(moment, signal);
      if (signal.aborted) return false;
      ahead?.abort();
      ahead = null;
      askedAheadAt = Number.NEGATIVE_INFINITY;
      reel = createReel(still);
      knownUntil = momentSeconds(moment);
      nextPlace = still.streamId;
      return true;
    },

    /** The frame of a moment that is in memory, or null. */
    frameOf(moment: Moment): number | null {
      if (!reel) return null;
      if ("streamId" in moment) return reel.holds(moment.streamId) ? reel.frameAtId(moment.streamId) : null;
      const known = moment.seconds > streamIdSeconds(reel.idAt(0)) && moment.seconds <= knownUntil;
      return known ? reel.frameAtSeconds(moment.seconds) : null;
    },

    /** Events before the begin: by how many the frames have moved on, 0 when there are none; null when called off. */
    async readBack(signal: AbortSignal): Promise<number | null> {
      const own = reel;
      if (!own) return null;
      const earlier = await past.before(own.idAt(0), signal);
      if (signal.aborted || own !== reel) return null;
      return earlier ? own.prepend(earlier.still, earlier.events, earlier.anew) : 0;
    },

    /** Fetches what comes up to a time that will be wanted soon; `until` is asked again as it goes on. */
    async fetchAhead(until: () => number): Promise<void> {
      const farEnough = () => knownUntil >= Math.min(past.end(), until());
      if (ahead || !reel || farEnough()) return;
      const near = knownUntil >= past.end() - past.lagSeconds - ASK_AGAIN_MS / 1000;
      if (near && nowMs() - askedAheadAt < ASK_AGAIN_MS) return;
      askedAheadAt = nowMs();
      const mine = new AbortController();
      ahead = mine;
      try {
        for (let before = -1; before !== knownUntil && !farEnough() && !mine.signal.aborted; ) {
          before = knownUntil;
          await readOn(mine.signal);
        }
      } catch (error) {
        if (!mine.signal.aborted) failed(error);
      } finally {
        if (ahead === mine) ahead = null;
      }
    },

    close: () => ahead?.abort(),
  };
}
