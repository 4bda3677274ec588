import type { StoredEvent } from "../events/envelope.ts";
import type { State } from "../fold.ts";
import { type StreamId, streamIdSeconds } from "../stream-id.ts";
import { type Moment, momentSeconds, wholeMs } from "./moment.ts";
import type { Past } from "./past.ts";
import { createReel, type Reel } from "./reel.ts";

export const RATES = [1, 2, 5, 10, 60] as const;
export type Rate = (typeof RATES)[number];

/** What a replay shows, immutable. Times are Unix seconds. */
export interface ReplayView {
  /** The moment that is wanted. */
  at: number;
  /** Set when it is an event's: just after it. */
  streamId: StreamId | null;
  /** The state that is shown, and the moment it belongs to: an earlier wish's while another is on its way. */
  picture: { state: State; streamId: StreamId; epoch: string; at: number } | null;
  status: { kind: "ready" | "loading" } | { kind: "failed"; why: string };
  playing: boolean;
  rate: Rate;
  /** Another number: the picture doesn't follow from the one before. */
  jump: number;
  /** There is no event further that way. */
  edge: "first" | "last" | null;
}

export interface ReplayTiming {
  /** Milliseconds that only ever grow. */
  now(): number;
  /** Returns what calls it off. */
  later(run: () => void, ms: number): () => void;
}

export interface ReplayOptions {
  past: Past;
  timing: ReplayTiming;
  onView(view: ReplayView): void;
  /** The events that the clock has passed while it ran or was stepped on, in order. */
  onEvents(events: readonly StoredEvent[]): void;
  /** Playing has reached the end. */
  onEnd(): void;
  rate?: Rate;
}

// Four pictures a second look like motion, and leave a page time to draw them.
const TICK_MS = 250;
/** So much of the clock's way is fetched ahead, in seconds of the watcher. */
const AHEAD_SECONDS = 4;
const ASK_AGAIN_MS = 1_000;
const FRAMES_KEPT = 20_000;
/** A pointer that rests this long on the way means it. */
export const SCRUB_REST_MS = 120;

export type Replay = ReturnType<typeof createReplay>;

/** Shows the past: any moment, forwards and back, by events and by the clock. Never an event later than its clock. */
export function createReplay({ past, timing, onView, onEvents, onEnd, rate = 1 }: ReplayOptions) {
  let view: ReplayView = {
    at: 0,
    streamId: null,
    picture: null,
    status: { kind: "loading" },
    playing: false,
    rate,
    jump: 0,
    edge: null,
  };
  let reel: Reel | null = null;
  let frame = 0;
  let epoch = "";
  /** Everything received up to this time is in the reel, from its begin on. */
  let knownUntil = 0;
  let nextPlace: StreamId | null = null;
  let wish = new AbortController();
  let ahead: AbortController | null = null;
  let askedAheadAt = Number.NEGATIVE_INFINITY;
  let tickedAt = 0;
  let wanted: Moment = { seconds: 0 };
  let callOffTick = () => {};
  let callOffRest = () => {};

  function change(part: Partial<ReplayView>): void {
    view = { ...view, ...part };
    onView(view);
  }

  function show(to: number, at: number, part: Partial<ReplayView> = {}): void {
    if (!reel) return;
    frame = to;
    const picture = { state: reel.stateAt(to), streamId: reel.idAt(to), epoch, at };
    change({ at, picture, status: { kind: "ready" }, streamId: null, edge: null, ...part });
  }

  /** Takes up a new stretch, from this moment on. */
  async function load(moment: Moment): Promise<void> {
    wish.abort();
    wish = new AbortController();
    const { signal } = wish;
    change({ status: { kind: "loading" } });
    try {
      const still = await past.stateAt(moment, signal);
      if (signal.aborted) return;
      reelFrom(createReel(still), momentSeconds(moment));
      epoch = still.epoch;
      nextPlace = still.streamId;
      tickedAt = timing.now();
      const streamId = "streamId" in moment ? moment.streamId : null;
      show(0, momentSeconds(moment), { streamId, jump: view.jump + 1 });
    } catch (error) {
      fail(error, signal);
    }
  }

  function reelFrom(next: Reel, known: number): void {
    ahead?.abort();
    ahead = null;
    askedAheadAt = Number.NEGATIVE_INFINITY;
    reel = next;
    frame = 0;
    knownUntil = known;
  }

  function fail(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    const why = error instanceof Error ? error.message : "Something went wrong.";
    // What is shown stays, at its own time.
    change({
      status: { kind: "failed", why },
      playing: false,
      ...(view.picture ? { at: view.picture.at } : {}),
    });
  }

  /** The frame of a moment that is in memory, or null. */
  function frameOf(moment: Moment): number | null {
    if (!reel) return null;
    if ("streamId" in moment) return reel.holds(moment.streamId) ? reel.frameAtId(moment.streamId) : null;
    const begin = streamIdSeconds(reel.idAt(0));
    return moment.seconds > begin && moment.seconds <= knownUntil
      ? reel.frameAtSeconds(moment.seconds)
      : null;
  }

  function bounded(moment: Moment): Moment {
    if ("streamId" in moment) return moment;
    const seconds = Math.min(past.end(), Math.max(past.begin ?? 0, moment.seconds));
    return { seconds: wholeMs(seconds) };
  }

  function jump(to: Moment, restMs = 0): void {
    const moment = bounded(to);
    wanted = moment;
    callOffRest();
    const at = momentSeconds(moment);
    const known = frameOf(moment);
    const streamId = "streamId" in moment ? moment.streamId : null;
    if (known !== null) {
      wish.abort();
      tickedAt = timing.now();
      show(known, at, { streamId, jump: view.jump + 1 });
      return;
    }
    change({ at, streamId, status: { kind: "loading" }, edge: null });
    if (restMs === 0) void load(moment);
    else callOffRest = timing.later(() => void load(moment), restMs);
  }

  /** One more page at the end of the reel. False when nothing was added to it. */
  async function readOn(signal: AbortSignal): Promise<boolean> {
    const own = reel;
    if (!own || nextPlace === null) return false;
    const askedAt = past.end() - past.lagSeconds;
    const { events, next } = await past.after(nextPlace, signal);
    if (signal.aborted || own !== reel) return false;
    const before = own.frames();
    own.append(events);
    nextPlace = next ?? own.idAt(own.frames());
    // Of the last millisecond of a page more may come with the next.
    knownUntil = Math.max(knownUntil, next === null ? askedAt : streamIdSeconds(next) - 0.001);
    return own.frames() > before;
  }

  const farAhead = (): boolean => knownUntil >= Math.min(past.end(), view.at + AHEAD_SECONDS * view.rate);

  async function fetchAhead(): Promise<void> {
    if (ahead || !reel || farAhead()) return;
    // Near the present every question brings but a moment.
    const near = knownUntil >= past.end() - past.lagSeconds - ASK_AGAIN_MS / 1000;
    if (near && timing.now() - askedAheadAt < ASK_AGAIN_MS) return;
    askedAheadAt = timing.now();
    const mine = new AbortController();
    ahead = mine;
    try {
      for (let before = -1; before !== knownUntil && !farAhead() && !mine.signal.aborted; ) {
        before = knownUntil;
        await readOn(mine.signal);
      }
    } catch (error) {
      fail(error, mine.signal);
    } finally {
      if (ahead === mine) ahead = null;
    }
  }

  function tick(): void {
    if (!view.playing) return;
    callOffTick = timing.later(tick, TICK_MS);
    const passed = (timing.now() - tickedAt) / 1000;
    tickedAt = timing.now();
    if (!reel || view.status.kind !== "ready") return;
    const end = past.end();
    const at = wholeMs(Math.min(view.at + passed * view.rate, Math.max(view.at, knownUntil), end));
    if (at > view.at) advance(at);
    void fetchAhead();
    // It can't be reached whole: what came last isn't readable yet.
    if (at >= end - 2 * past.lagSeconds) {
      pause();
      onEnd();
    }
  }

  function advance(at: number): void {
    if (!reel) return;
    const from = frame;
    const to = Math.max(from, reel.frameAtSeconds(at));
    if (to > from) onEvents(reel.between(from, to));
    show(to, at);
    if (frame <= FRAMES_KEPT) return;
    reel.dropBefore(frame - FRAMES_KEPT / 2);
    frame = FRAMES_KEPT / 2;
  }

  function play(): void {
    if (view.playing) return;
    tickedAt = timing.now();
    change({ playing: true });
    void fetchAhead();
    callOffTick = timing.later(tick, TICK_MS);
  }

  function pause(): void {
    callOffTick();
    if (view.playing) change({ playing: false });
  }

  async function stepOn(): Promise<void> {
    pause();
    if (!reel || view.status.kind === "loading") return;
    const { signal } = wish;
    try {
      while (frame >= reel.frames()) {
        const before = nextPlace;
        change({ status: { kind: "loading" } });
        const more = await readOn(signal);
        if (signal.aborted) return;
        if (!more && nextPlace === before) {
          change({ status: { kind: "ready" }, edge: "last" });
          return;
        }
      }
      onEvents(reel.between(frame, frame + 1));
      const streamId = reel.idAt(frame + 1);
      show(frame + 1, streamIdSeconds(streamId), { streamId });
    } catch (error) {
      fail(error, signal);
    }
  }

  async function stepBack(): Promise<void> {
    pause();
    if (!reel || view.status.kind === "loading") return;
    const { signal } = wish;
    try {
      if (frame < 2 && !(await readBack(reel, signal))) return;
      if (frame === 0) {
        change({ status: { kind: "ready" }, edge: "first" });
        return;
      }
      const streamId = reel.idAt(frame - 1);
      const at = Math.max(past.begin ?? 0, streamIdSeconds(streamId));
      show(frame - 1, at, { streamId: frame === 1 ? null : streamId, jump: view.jump + 1 });
    } catch (error) {
      fail(error, signal);
    }
  }

  /** Events before the reel's begin, as far as there are any. False when another wish came in between. */
  async function readBack(own: Reel, signal: AbortSignal): Promise<boolean> {
    change({ status: { kind: "loading" } });
    const earlier = await past.before(own.idAt(0), signal);
    if (signal.aborted || own !== reel) return false;
    if (earlier) frame += own.prepend(earlier.still, earlier.events);
    return true;
  }

  return {
    getView: (): ReplayView => view,
    /** Goes to a moment. `restMs`: only when no other wish comes for so long, as while a pointer drags. */
    jump,
    /** By so many seconds. */
    shift: (seconds: number) => jump({ seconds: view.at + seconds }),
    /** By one event. */
    step: (direction: 1 | -1): Promise<void> => (direction === 1 ? stepOn() : stepBack()),
    play,
    pause,
    setRate(next: Rate): void {
      if (next !== view.rate) change({ rate: next });
    },
    /** Asks again for what could not be loaded. */
    retry: () => void load(wanted),
    close(): void {
      callOffTick();
      callOffRest();
      wish.abort();
      ahead?.abort();
    },
  };
}
