"use client";

import { useEffect, useMemo, useSyncExternalStore } from "react";
import { type Band, mergeOutages, outageBands } from "../../lib/history/holes.ts";
import type { Outage } from "../../lib/history/outage.ts";
import { lossOutage } from "../../lib/live/losses.ts";
import { useConnection, useNowInSteps, useReplay } from "../../lib/live/use-live.ts";

const ASK_EVERY_MS = 30_000;
// The server notes an outage when it is over, and what was found afterwards a moment later.
const SETTLED_MS = 1_500;
const LOOK_BACK_SECONDS = 8 * 86_400;

/** A capsule brings its own, and asks nobody. */
const IN_CAPSULE = "capsule";

const none: readonly Outage[] = [];
const DAY_SECONDS = 86_400;
const dayOf = (seconds: number): number => Math.floor(seconds / DAY_SECONDS) * DAY_SECONDS;

/**
 * Whenever nobody looked, oldest first: of the last eight days, and from `from` on (Unix seconds) where that is longer
 * ago. All who ask share one question to the server, which reaches back as far as one of them looks.
 */
export function useOutages(from = Number.POSITIVE_INFINITY): readonly Outage[] {
  const server = useSyncExternalStore(
    shared.subscribe,
    () => shared.outages,
    () => none,
  );
  const capsule = useReplay((view) => view.capsule?.outages ?? null);
  const losses = useConnection((view) => view.losses);
  const replayFrom = useReplay((view) => (view.capsule ? null : dayOf(view.at)));
  // Whenever one of these changes there may be another outage, or more may be known of one.
  const stamp = useConnection(
    ({ connection, link, live }) =>
      `${connection.kind} ${link.up} ${live.kind === "live" ? live.gaps.length : "-"}`,
  );
  useEffect(() => shared.ask(capsule ? IN_CAPSULE : stamp, replayFrom), [capsule, stamp, replayFrom]);
  useReach(from);
  const present = useNowInSteps(10) ?? 0;
  // Only one that lasts has an end that moves.
  const lasts = losses.at(-1)?.to === null || server.at(-1)?.to === null;
  const now = lasts ? present : 0;
  return useMemo(
    () => capsule ?? mergeOutages(server, losses.map(lossOutage), now),
    [capsule, server, losses, now],
  );
}

/** By the day: the left edge of a window moves all the time. */
function useReach(from: number): void {
  const day = dayOf(from);
  useEffect(() => shared.reachTo(day), [day]);
}

/**
 * Whether the server has told its outages from this moment on (Unix seconds), or can't: before that, what is drawn of how
 * things were may cross one.
 */
export function useOutagesTold(from: number): boolean {
  useReach(from);
  const since = useSyncExternalStore(
    shared.subscribe,
    () => shared.toldSince,
    () => null,
  );
  const inCapsule = useReplay((view) => view.capsule !== null) ?? false;
  return inCapsule || (since !== null && since <= from);
}

/** The outages of a window as hatched bands, for what is drawn from events. */
export function useOutageBands(from: number, to: number): readonly Band[] {
  const outages = useOutages(from);
  const bands = useMemo(() => outageBands(outages, { from, to }), [outages, from, to]);
  return bands.length === 0 ? noBands : bands;
}
const noBands: readonly Band[] = [];

// One for the page, as the live store is.
const shared = createShared();

function createShared() {
  const listeners = new Set<() => void>();
  let asked: { stamp: string; from: number | null } = { stamp: "", from: null };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let request: AbortController | null = null;
  /** How far back each of those that are drawn looks. */
  const reaches: number[] = [];
  /** How far back it was asked, answered or not. */
  let askedSince = Number.POSITIVE_INFINITY;
  const own = {
    outages: none,
    /** From when on they are told; null until the first answer. */
    toldSince: null as number | null,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      if (listeners.size === 1) schedule(0);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearTimeout(timer);
        request?.abort();
      };
    },
    /** Called by everyone; the first to bring something new makes it ask. */
    ask(stamp: string, from: number | null): void {
      if (asked.stamp === stamp && asked.from === from) return;
      asked = { stamp, from };
      // What is drawn may wait for the first answer.
      schedule(own.toldSince === null ? 0 : SETTLED_MS);
    },
    /** Until the returned function is called the question reaches back to this moment. */
    reachTo(from: number): () => void {
      reaches.push(from);
      if (from < askedSince) schedule(0);
      return () => {
        reaches.splice(reaches.indexOf(from), 1);
      };
    },
  };

  function schedule(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void load(), ms);
  }

  async function load(): Promise<void> {
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    const since = Math.min((asked.from ?? Date.now() / 1000) - LOOK_BACK_SECONDS, ...reaches);
    askedSince = since;
    try {
      // While the server is away there is nobody to ask.
      if (asked.stamp !== IN_CAPSULE && !asked.stamp.startsWith("reconnecting")) {
        const { fetchOutages } = await import("../events/fetch-events.ts");
        const outages = await fetchOutages(since, null, signal);
        if (JSON.stringify(outages) !== JSON.stringify(own.outages)) own.outages = outages;
        told(since);
      }
    } catch {
      // What is known stays; the connection's own state tells what is wrong.
      if (!signal.aborted) told(since);
    } finally {
      if (!signal.aborted && listeners.size > 0) schedule(ASK_EVERY_MS);
    }
  }
  function told(since: number): void {
    own.toldSince = since;
    for (const listener of listeners) listener();
  }
  return own;
}
