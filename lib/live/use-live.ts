"use client";

import { useCallback, useEffect, useSyncExternalStore } from "react";
import type { StoredEvent } from "../events/envelope.ts";
import type { FeedState } from "../events/feed.ts";
import { emptyState, type State } from "../fold.ts";
import type { Capsule } from "../history/capsule.ts";
import type { LatestSample } from "../telemetry/sample.ts";
import { createPastSlot, type PastView } from "./past-slot.ts";
import { fetchPicture } from "./picture.ts";
import type { SamplePoint } from "./protocol.ts";
import { createShown } from "./shown.ts";
import { connectLive, type LiveSocket } from "./socket.ts";
import { createLiveStore, type LiveView } from "./store.ts";
import { createTimeMachine } from "./time-machine.ts";
import { createTrends, type ShownTrend } from "./trends.ts";

// One store and one socket per page. The socket opens with the first subscriber, never on the server.
const store = createLiveStore();
const serverView = store.getView();
let socket: LiveSocket | null = null;

function subscribe(listener: () => void): () => void {
  open();
  return store.subscribe(listener);
}

function subscribeLatest(listener: () => void): () => void {
  open();
  return store.subscribeLatest(listener);
}

/** Opens the socket before the first subscriber does, and asks for what the page will. In the browser only. */
export function openLive({ samples }: { samples: boolean }): void {
  const opened = open();
  if (samples) opened.samples(true);
}

function open(): LiveSocket {
  if (socket) return socket;
  socket = connectLive(store, { picture: fetchPicture(store), onUnauthorized: askWhoItIs });
  const onVisibility = () => store.setHidden(document.hidden);
  document.addEventListener("visibilitychange", onVisibility);
  return socket;
}

/** The log-in, and then back here. */
function askWhoItIs(): void {
  const here = `${location.pathname}${location.search}${location.hash}`;
  location.replace(`/login?next=${encodeURIComponent(here)}`);
}

const slot = createPastSlot();
const shown = createShown(store, slot);

/** Brings all pages to a past moment and back. The connection to the present goes on meanwhile. */
export const timeMachine = createTimeMachine(
  slot,
  () => Date.now() / 1000 + store.getView().clockOffsetSeconds,
);

function subscribeShown(listener: () => void): () => void {
  const stops = [subscribe(listener), slot.subscribe(listener)];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * A part of what the page shows: the live view, or the past moment of a replay in the same form.
 * `select` must return the same reference as long as its part hasn't changed.
 */
export function useLive<T>(select: (view: LiveView) => T): T {
  return useSyncExternalStore(
    subscribeShown,
    () => select(shown()),
    () => select(serverView),
  );
}

/** A part of the live view, whatever moment the page shows: for what is about the connection itself. */
export function useConnection<T>(select: (view: LiveView) => T): T {
  return useSyncExternalStore(
    subscribe,
    () => select(store.getView()),
    () => select(serverView),
  );
}

/** A part of the live view, while the page is hidden too: for what tells somebody who looks elsewhere. */
export function useLatest<T>(select: (view: LiveView) => T): T {
  return useSyncExternalStore(
    subscribeLatest,
    () => select(store.latest()),
    () => select(serverView),
  );
}

/** A part of the replay; null while the page shows the present. */
export function useReplay<T = PastView>(
  select: (view: PastView) => T = (view) => view as unknown as T,
): T | null {
  const read = () => {
    const view = slot.getView();
    return view ? select(view) : null;
  };
  return useSyncExternalStore(slot.subscribe, read, () => null);
}

/** Whether the page shows the past now; for what isn't drawn. */
export const isReplaying = (): boolean => slot.getView() !== null;

/** The open capsule, for what asks the server otherwise; null while there is none. */
export const openedCapsule = (): Capsule | null => slot.getView()?.capsule ?? null;

/** Which time the page shows; another text when what it shows doesn't follow from what it showed. */
export const useTimeline = (): string =>
  useReplay(({ session, jump }) => `replay ${session} ${jump}`) ?? "live";

/** The folded state, empty until the first snapshot; `ready` tells which. */
export function useLiveState(): { ready: boolean; state: State } {
  const live = useLive((view) => view.live);
  return live.kind === "live" ? { ready: true, state: live.state } : { ready: false, state: emptyState };
}

/** A part of the folded state, drawn again only when that changes; of the empty one until the first snapshot. */
export const useStatePart = <T>(select: (state: State) => T): T =>
  useLive(({ live }) => select(live.kind === "live" ? live.state : emptyState));

/** The newest events of all that was told by now: what the page shows follows a moment later. */
export function latestFeed(): FeedState {
  const past = slot.getView();
  if (past) return past.picture?.state.feed ?? emptyState.feed;
  const { live } = store.latest();
  return live.kind === "live" ? live.state.feed : emptyState.feed;
}

let sampleReaders = 0;

/** The latest sample of every robot, kept live while at least one component asks for it; null until it is known. */
export function useSamples(): ReadonlyMap<string, LatestSample> | null {
  useEffect(() => {
    if (++sampleReaders === 1) open().samples(true);
    return () => {
      if (--sampleReaders === 0) open().samples(false);
    };
  }, []);
  return useLive((view) => view.samples);
}

const noPoints: readonly SamplePoint[] = [];

/** One robot's points of the last 15 minutes, live. One robot per page. */
export function useRobotPoints(robotId: string): readonly SamplePoint[] {
  useEffect(() => {
    open().watch(robotId);
    return () => open().watch(null);
  }, [robotId]);
  return useLive((view) => (view.watched?.robotId === robotId ? view.watched.points : noPoints));
}

const trends = createTrends(async (ids) => (document.hidden || isReplaying() ? null : open().trends(ids)));

/**
 * What a robot's four metrics did in the last 15 minutes, for many robots at once; null until it is known, and in a
 * replay: samples aren't events.
 */
export function useRobotTrend(robotId: string): ShownTrend | null {
  const subscribe = useCallback(
    (looker: () => void) => {
      const stops = [trends.subscribe(robotId, looker), slot.subscribe(looker)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [robotId],
  );
  return useSyncExternalStore(
    subscribe,
    () => (isReplaying() ? null : trends.get(robotId)),
    () => null,
  );
}

/**
 * Calls `listener` with every batch of live events, in stream order; in a replay with those that its clock passes.
 * A jump tells none: see `useTimeline`. `listener` must be stable.
 */
export function useLiveEvents(listener: (events: readonly StoredEvent[]) => void): void {
  useEffect(() => {
    open();
    const stops = [store.onEvents((events) => !slot.getView() && listener(events)), slot.onEvents(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [listener]);
}

const clock = createClock();

/**
 * Unix seconds of what the page shows: the server's clock, moved on once a second, or the replay's.
 * Null on the server and before the first tick.
 */
export const useNow = (): number | null => useAtNow((now) => now);

/** `useNow` rounded down to whole steps, for what changes rarely. */
export const useNowInSteps = (stepSeconds: number): number | null =>
  useAtNow((now) => (now === null ? null : Math.floor(now / stepSeconds) * stepSeconds));

/** What follows from `useNow`, drawn again only when that changes; `select` must return a plain value. */
export function useAtNow<T extends string | number | null>(select: (now: number | null) => T): T {
  return useSyncExternalStore(
    subscribeNow,
    () => select(shownNow()),
    () => select(null),
  );
}

/** `useNow` for what isn't drawn again by it. */
export function shownNow(): number | null {
  const view = slot.getView();
  if (view) return view.picture?.at ?? view.at;
  const seconds = clock.now();
  return seconds === null ? null : seconds + store.getView().clockOffsetSeconds;
}

/** The same of the last moment that the page has seen: it stands while the connection is lost. */
export function useAtSeen<T extends string | number | null>(select: (seen: number | null) => T): T {
  return useSyncExternalStore(
    subscribeNow,
    () => select(seenNow()),
    () => select(null),
  );
}

function seenNow(): number | null {
  const now = shownNow();
  const { connection, clockOffsetSeconds } = store.getView();
  if (now === null || slot.getView() || connection.kind !== "reconnecting") return now;
  return Math.min(now, connection.since / 1000 + clockOffsetSeconds);
}

/** Unix seconds by the server's clock, whatever moment the page shows. */
export function usePresent(): number | null {
  const offset = useConnection((view) => view.clockOffsetSeconds);
  const now = useSyncExternalStore(clock.subscribe, clock.now, () => null);
  return now === null ? null : now + offset;
}

function subscribeNow(listener: () => void): () => void {
  const stops = [clock.subscribe(listener), slot.subscribe(listener)];
  return () => {
    for (const stop of stops) stop();
  };
}

function createClock() {
  let seconds: number | null = null;
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    seconds = Date.now() / 1000;
    for (const listener of listeners) listener();
  };
  return {
    now: () => seconds,
    subscribe(listener: () => void) {
      listeners.add(listener);
      if (listeners.size === 1) {
        timer = setInterval(tick, 1000);
        queueMicrotask(tick);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearInterval(timer);
      };
    },
  };
}
