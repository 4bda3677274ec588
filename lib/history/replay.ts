import type { StoredEvent } from "../events/envelope.ts";
import type { State } from "../fold.ts";
import { type StreamId, streamIdSeconds } from "../stream-id.ts";
import { createFilm } from "./film.ts";
import { type Moment, momentSeconds, wholeMs } from "./moment.ts";
import type { Past } from "./past.ts";
import type { Reel } from "./reel.ts";

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
const STEPS_WAITING = 10;
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
  const film = createFilm(past, timing.now, (error) => fail(error));
  let frame = 0;
  let wish = new AbortController();
  /** What `retry` asks for again. */
  let wanted: Moment = { seconds: 0 };
  let tickedAt = 0;
  /** Steps wait for the moment that they start from; a jump forgets them. */
  let loaded: Promise<void> = Promise.resolve();
  let steps: Promise<void> = Promise.resolve();
  let waitingSteps = 0;
  let jumps = 0;
  let callOffTick = () => {};
  let callOffRest = () => {};

  function change(part: Partial<ReplayView>): void {
    view = { ...view, ...part };
    onView(view);
  }

  function show(to: number, at: number, part: Partial<ReplayView> = {}): void {
    const reel = film.reel();
    if (!reel) return;
    frame = to;
    const picture = { state: reel.stateAt(to), streamId: reel.idAt(to), epoch: reel.epochAt(to), at };
    change({ at, picture, status: { kind: "ready" }, streamId: null, edge: null, ...part });
  }

  function fail(error: unknown): void {
    const why = error instanceof Error ? error.message : "Something went wrong.";
    // What is shown stays, at its own time.
    const at = view.picture?.at ?? view.at;
    change({ status: { kind: "failed", why }, playing: false, at });
  }

  /** Whatever was asked for is wanted no more. */
  function anotherWish(): AbortSignal {
    wish.abort();
    wish = new AbortController();
    return wish.signal;
  }

  function arrive(to: number, moment: Moment): void {
    tickedAt = timing.now();
    const streamId = "streamId" in moment ? moment.streamId : null;
    show(to, momentSeconds(moment), { streamId, jump: view.jump + 1 });
  }

  async function load(moment: Moment): Promise<void> {
    const signal = anotherWish();
    change({ status: { kind: "loading" } });
    try {
      if (await film.load(moment, signal)) arrive(0, moment);
    } catch (error) {
      if (!signal.aborted) fail(error);
    }
  }

  function bounded(moment: Moment): Moment {
    if ("streamId" in moment) return moment;
    const seconds = Math.min(past.end(), Math.max(past.begin ?? 0, moment.seconds));
    return { seconds: wholeMs(seconds) };
  }

  function jump(to: Moment, restMs = 0): void {
    const moment = bounded(to);
    wanted = moment;
    jumps += 1;
    callOffRest();
    const known = film.frameOf(moment);
    if (known !== null) {
      anotherWish();
      arrive(known, moment);
      return;
    }
    const streamId = "streamId" in moment ? moment.streamId : null;
    change({ at: momentSeconds(moment), streamId, status: { kind: "loading" }, edge: null });
    const go = () => {
      loaded = load(moment);
    };
    if (restMs === 0) go();
    else callOffRest = timing.later(go, restMs);
  }

  const fetchAhead = () => void film.fetchAhead(() => view.at + AHEAD_SECONDS * view.rate);

  function tick(): void {
    if (!view.playing) return;
    callOffTick = timing.later(tick, TICK_MS);
    const passed = (timing.now() - tickedAt) / 1000;
    tickedAt = timing.now();
    if (view.status.kind !== "ready") return;
    const end = past.end();
    // Up to what is known: a moment without its events would be another one.
    const known = Math.max(view.at, film.knownUntil());
    const at = wholeMs(Math.min(view.at + passed * view.rate, known, end));
    if (at > view.at) advance(at);
    fetchAhead();
    // It can't be reached whole: what came last isn't readable yet.
    if (at >= end - 2 * past.lagSeconds) {
      pause();
      onEnd();
    }
  }

  function advance(at: number): void {
    const reel = film.reel();
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
    fetchAhead();
    callOffTick = timing.later(tick, TICK_MS);
  }

  function pause(): void {
    callOffTick();
    if (view.playing) change({ playing: false });
  }

  function step(direction: 1 | -1): Promise<void> {
    pause();
    // A key that is held down may come faster than events can be fetched.
    if (waitingSteps >= STEPS_WAITING) return steps;
    waitingSteps += 1;
    const since = jumps;
    steps = steps.then(async () => {
      await loaded;
      waitingSteps -= 1;
      const reel = film.reel();
      if (since !== jumps || !reel || view.status.kind === "loading") return;
      const { signal } = wish;
      try {
        await (direction === 1 ? stepOn(reel, signal) : stepBack(reel, signal));
      } catch (error) {
        if (!signal.aborted) fail(error);
      }
    });
    return steps;
  }

  async function stepOn(reel: Reel, signal: AbortSignal): Promise<void> {
    while (frame >= reel.frames()) {
      change({ status: { kind: "loading" } });
      const read = await film.readOn(signal);
      if (signal.aborted) return;
      if (read !== "end") continue;
      change({ status: { kind: "ready" }, edge: "last" });
      return;
    }
    onEvents(reel.between(frame, frame + 1));
    const streamId = reel.idAt(frame + 1);
    show(frame + 1, streamIdSeconds(streamId), { streamId });
  }

  async function stepBack(reel: Reel, signal: AbortSignal): Promise<void> {
    if (frame < 2) {
      change({ status: { kind: "loading" } });
      const earlier = await film.readBack(signal);
      if (earlier === null) return;
      frame += earlier;
    }
    if (frame === 0) {
      change({ status: { kind: "ready" }, edge: "first" });
      return;
    }
    const streamId = reel.idAt(frame - 1);
    const at = Math.max(past.begin ?? 0, streamIdSeconds(streamId));
    // Before a capsule's first event there is its begin, and no event of it.
    const isBegin = frame === 1 && past.begin !== null;
    show(frame - 1, at, { streamId: isBegin ? null : streamId, jump: view.jump + 1 });
  }

  return {
    getView: (): ReplayView => view,
    /** Goes to a moment. `restMs`: only when no other wish comes for so long, as while a pointer drags. */
    jump,
    /** By so many seconds. */
    shift: (seconds: number) => jump({ seconds: view.at + seconds }),
    /** By one event. */
    step,
    play,
    pause,
    setRate(next: Rate): void {
      if (next !== view.rate) change({ rate: next });
    },
    /** Asks again for what could not be loaded. */
    retry(): void {
      loaded = load(wanted);
    },
    close(): void {
      callOffTick();
      callOffRest();
      wish.abort();
      film.close();
    },
  };
}
