import type { Capsule } from "../history/capsule.ts";
import { capsuleBegin } from "../history/capsule-begin.ts";
import { type Moment, momentSeconds } from "../history/moment.ts";
import type { Past } from "../history/past.ts";
import type { Rate, Replay, ReplayTiming, ReplayView } from "../history/replay.ts";
import type { PastSlot } from "./past-slot.ts";

export type TimeMachine = ReturnType<typeof createTimeMachine>;

const browserTiming: ReplayTiming = {
  now: () => performance.now(),
  later(run, ms) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Brings the pages to a past moment and back. What it needs for that is fetched with the first wish.
 * `now` is Unix seconds by the server's clock.
 */
export function createTimeMachine(slot: PastSlot, now: () => number, timing = browserTiming) {
  let replay: Replay | null = null;
  let started: Promise<void> = Promise.resolve();
  let session = 0;
  /** The wish that came while the engine was on its way. */
  let wish: Moment | null = null;
  let rate: Rate = 1;

  function begin(capsule: Capsule | null, at: number): void {
    replay?.close();
    replay = null;
    session += 1;
    const view: ReplayView = {
      at,
      streamId: null,
      picture: null,
      status: { kind: "loading" },
      playing: false,
      rate,
      jump: 0,
      edge: null,
    };
    slot.set({ ...view, capsule, session });
    started = start(capsule, session);
  }

  async function start(capsule: Capsule | null, mine: number): Promise<void> {
    try {
      const { createReplay, serverPast, capsulePast } = await import("../history/engine.ts");
      if (mine !== session || !slot.getView()) return;
      const past: Past = capsule ? capsulePast(capsule) : serverPast(now);
      replay = createReplay({
        past,
        timing,
        rate,
        onView: (view) => mine === session && slot.set({ ...view, capsule, session }),
        onEvents: slot.tell,
        // A capsule ends; the server's history goes over into the present.
        onEnd: () => !capsule && goLive(),
      });
      if (wish) replay.jump(wish);
    } catch {
      const view = slot.getView();
      const why = "A part of the page could not be loaded.";
      if (view && mine === session) slot.set({ ...view, status: { kind: "failed", why } });
    }
  }

  function goLive(): void {
    session += 1;
    replay?.close();
    replay = null;
    wish = null;
    slot.set(null);
  }

  return {
    /** Shows this moment: of the open capsule, or else of the server's history. `restMs` as in `createReplay`. */
    goTo(moment: Moment, restMs = 0): void {
      wish = moment;
      if (!slot.getView()) begin(null, momentSeconds(moment));
      else if (replay) replay.jump(moment, restMs);
    },
    /** Everything from this file only, until `goLive`. */
    openCapsule(capsule: Capsule): void {
      const at = capsuleBegin(capsule);
      wish = { seconds: at };
      begin(capsule, at);
    },
    goLive,
    step: (direction: 1 | -1): void => void started.then(() => replay?.step(direction)),
    shift: (seconds: number): void => replay?.shift(seconds),
    setPlaying(playing: boolean): void {
      if (playing) replay?.play();
      else replay?.pause();
    },
    setRate(next: Rate): void {
      rate = next;
      replay?.setRate(next);
    },
    retry(): void {
      const view = slot.getView();
      if (replay) replay.retry();
      else if (view) started = start(view.capsule, session);
    },
  };
}
