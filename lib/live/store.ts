import type { StoredEvent } from "../events/envelope.ts";
import type { Proof } from "../telemetry/proof.ts";
import type { LatestSample } from "../telemetry/sample.ts";
import { type Loss, onBack, onLost, onQuiet, onTold } from "./losses.ts";
import {
  type Cursor,
  type Frame,
  type Gap,
  type Live,
  loading,
  onFrame,
  onGap,
  onSnapshot,
  type Picture,
  type SamplePoint,
  type Saving,
  type Snapshot,
  type StreamLink,
  type Welcome,
} from "./protocol.ts";

/** How the browser's connection to the server is doing. Times are milliseconds of the browser's clock. */
export type Connection =
  | { kind: "connecting" }
  | { kind: "connected"; since: number; roundTripMs: number | null }
  | { kind: "reconnecting"; since: number; attempt: number };

/** Everything the pages show, immutable: a new object for every commit. */
export interface LiveView {
  connection: Connection;
  welcome: Welcome | null;
  /** Server clock minus browser clock. */
  clockOffsetSeconds: number;
  link: StreamLink;
  saving: Saving;
  live: Live;
  /** Events per second over the last ten seconds. */
  rate: number;
  /** Latest values of the robots; null until the server has told them, and while nobody asks for them. */
  samples: ReadonlyMap<string, LatestSample> | null;
  /** What the server can vouch for; null before it has said so, and in a replay. */
  proof: Proof | null;
  watched: { robotId: string; points: readonly SamplePoint[] } | null;
  /** When this browser had no connection, oldest first. */
  losses: readonly Loss[];
}

/** Robot charts look back this far. */
export const POINTS_SECONDS = 15 * 60;
// One React commit takes longer than a frame of the stream: 10 commits a second look instant and cost little.
const COMMIT_EVERY_MS = 100;
// Under load every commit changes every row. Fewer of them keep several dashboards on one machine in time.
const COMMIT_EVERY_MS_BUSY = 170;
const BUSY_EVENTS_PER_SECOND = 50;
const RATE_WINDOW_MS = 10_000;

/** What a clock and a scheduler must offer; the browser's own by default, a fake one in tests. */
export interface Timing {
  now(): number;
  later(run: () => void, ms: number): void;
}

const browserTiming: Timing = { now: () => Date.now(), later: (run, ms) => void setTimeout(run, ms) };

export type LiveStore = ReturnType<typeof createLiveStore>;

/**
 * The browser's copy of the state, without React: messages go in, views come out, at most ten a second.
 * A hidden page gets no new views until it is shown again; its state still moves on.
 */
export function createLiveStore(timing: Timing = browserTiming) {
  let pending: LiveView = {
    connection: { kind: "connecting" },
    welcome: null,
    clockOffsetSeconds: 0,
    link: { up: true },
    saving: { up: true },
    live: loading,
    rate: 0,
    samples: null,
    proof: null,
    watched: null,
    losses: [],
  };
  let committed = pending;
  let committedAt = Number.NEGATIVE_INFINITY;
  let scheduled = false;
  let hidden = false;
  let arrivals: { at: number; count: number }[] = [];
  const listeners = new Set<() => void>();
  const latestListeners = new Set<() => void>();
  const eventListeners = new Set<(events: readonly StoredEvent[]) => void>();

  function change(part: Partial<LiveView>): void {
    pending = { ...pending, ...part };
    for (const listener of latestListeners) listener();
    if (scheduled || hidden) return;
    const every = pending.rate > BUSY_EVENTS_PER_SECOND ? COMMIT_EVERY_MS_BUSY : COMMIT_EVERY_MS;
    const wait = committedAt + every - timing.now();
    if (wait <= 0) {
      commit();
      return;
    }
    scheduled = true;
    timing.later(() => {
      scheduled = false;
      if (!hidden && committed !== pending) commit();
    }, wait);
  }

  /** What a page waits for before it can draw anything. */
  function changeAtOnce(part: Partial<LiveView>): void {
    pending = { ...pending, ...part };
    for (const listener of latestListeners) listener();
    if (!hidden) commit();
  }

  function commit(): void {
    committedAt = timing.now();
    committed = pending;
    for (const listener of listeners) listener();
  }

  function currentRate(): number {
    const since = timing.now() - RATE_WINDOW_MS;
    arrivals = arrivals.filter(({ at }) => at >= since);
    return arrivals.reduce((sum, { count }) => sum + count, 0) / (RATE_WINDOW_MS / 1000);
  }

  return {
    getView: (): LiveView => committed,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** What is known, of a hidden page too: for what tells somebody who looks elsewhere, and draws nothing. */
    latest: (): LiveView => pending,
    /** Called whenever anything of that changes, often: `listener` looks whether its part did. */
    subscribeLatest(listener: () => void): () => void {
      latestListeners.add(listener);
      return () => latestListeners.delete(listener);
    },
    /** Called with every batch of events as it is applied, uncommitted ones too. */
    onEvents(listener: (events: readonly StoredEvent[]) => void): () => void {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    cursor: (): Cursor | null => (pending.live.kind === "live" ? pending.live.cursor : null),

    setHidden(value: boolean): void {
      hidden = value;
      if (!hidden && committed !== pending) commit();
    },
    welcome: (welcome: Welcome) => change({ welcome, clockOffsetSeconds: welcome.now - timing.now() / 1000 }),
    /** The first picture, answered at `answeredAt` in milliseconds of the browser's clock. */
    picture({ welcome, link, saving, proof, snapshot }: Picture, answeredAt: number): void {
      // The socket was faster.
      if (pending.live.kind === "live") return;
      const clockOffsetSeconds = welcome.now - answeredAt / 1000;
      const live = onSnapshot(pending.live, snapshot);
      changeAtOnce({ welcome, clockOffsetSeconds, link, saving, proof, live });
    },
    demo(running: boolean): void {
      if (pending.welcome) change({ welcome: { ...pending.welcome, demo: running } });
    },
    link: (link: StreamLink) => change({ link }),
    saving: (saving: Saving) => change({ saving }),
    proof(proof: Proof): void {
      // It is told with the picture and again by the socket; another object would have every robot judged anew.
      if (JSON.stringify(proof) !== JSON.stringify(pending.proof)) change({ proof });
    },
    connection(connection: Connection): void {
      const before = pending.connection.kind;
      // By the server's clock, as everything that is drawn beside it.
      const now = timing.now() / 1000 + pending.clockOffsetSeconds;
      let { losses } = pending;
      if (connection.kind === "reconnecting" && before === "connected") losses = onLost(losses, now);
      if (connection.kind === "connected") losses = onBack(losses, now);
      change({ connection, losses });
    },
    roundTrip(roundTripMs: number): void {
      if (pending.connection.kind === "connected")
        change({ connection: { ...pending.connection, roundTripMs } });
    },
    snapshot: (snapshot: Snapshot) =>
      change({ live: onSnapshot(pending.live, snapshot), losses: onTold(pending.losses) }),
    gap: (gap: Gap) => change({ live: onGap(pending.live, gap) }),
    /** False when the frame doesn't follow: the caller must ask again from `cursor()`. */
    frame(frame: Frame): boolean {
      const next = onFrame(pending.live, frame);
      if (next === "ask_again") return false;
      if (next === pending.live) return true;
      arrivals.push({ at: timing.now(), count: frame.events.length });
      for (const listener of eventListeners) listener(frame.events);
      change({ live: next, rate: currentRate(), losses: onTold(pending.losses) });
      return true;
    },
    /** Called about once a second, so that the rate falls to zero when nothing comes any more. */
    tick(): void {
      const rate = currentRate();
      const losses = onQuiet(pending.losses, timing.now() / 1000 + pending.clockOffsetSeconds);
      if (rate !== pending.rate || losses !== pending.losses) change({ rate, losses });
    },
    samples(robots: [string, LatestSample][]): void {
      const samples = new Map(pending.samples);
      for (const [robotId, latest] of robots) samples.set(robotId, latest);
      if (pending.samples) change({ samples });
      else changeAtOnce({ samples });
    },
    /** Nobody asks for them any more: they grow old, and must not be taken for the present's when somebody does. */
    forgetSamples: () => change({ samples: null }),
    watch: (robotId: string | null) => change({ watched: robotId === null ? null : { robotId, points: [] } }),
    points(robotId: string, points: readonly SamplePoint[]): void {
      if (pending.watched?.robotId !== robotId || points.length === 0) return;
      const after = pending.watched.points.at(-1)?.at ?? 0;
      const all = [...pending.watched.points, ...points.filter(({ at }) => at > after)];
      const since = (all.at(-1)?.at ?? 0) - POINTS_SECONDS;
      change({ watched: { robotId, points: all.filter(({ at }) => at >= since) } });
    },
  };
}
