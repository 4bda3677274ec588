import { clockTime, formatSeconds, type Zone } from "../../lib/format.ts";
import type { ReplayView } from "../../lib/history/replay.ts";
import type { Gap, GapReason } from "../../lib/live/protocol.ts";
import type { LiveView } from "../../lib/live/store.ts";
import type { StateName } from "../ui/state.tsx";

type Links = Pick<LiveView, "connection" | "live" | "link" | "saving" | "clockOffsetSeconds">;

export interface Pill {
  state: StateName;
  text: string;
  /** How long it takes, or has taken. */
  detail: string | null;
}

/** What the pill says instead while the page shows the past. */
export const replayPill = (view: Pick<ReplayView, "at" | "rate">, zone: Zone): Pill => ({
  state: "replay",
  text: "Replay",
  detail: `${clockTime(view.at, zone)} ×${view.rate}`,
});

/** What the connection pill says. `now` is in Unix seconds by the server's clock; null before the first tick. */
export function pillOf(view: Links, now: number | null): Pill {
  const { connection, link, live } = view;
  if (connection.kind === "connecting") return { state: "connecting", text: "Connecting", detail: null };
  if (connection.kind === "reconnecting") {
    const since = serverSeconds(connection.since, view);
    return { state: "reconnecting", text: "Reconnecting", detail: age(since, now) };
  }
  if (!link.up) return { state: "stream_down", text: "Stream down", detail: age(link.since, now) };
  if (live.kind === "loading") return { state: "connecting", text: "Loading", detail: null };
  const { roundTripMs } = connection;
  return { state: "live", text: "Live", detail: roundTripMs === null ? null : inMs(roundTripMs) };
}

export interface Notice {
  /** Another one is another notice: a dismissed one doesn't hide it. */
  key: string;
  state: StateName;
  text: string;
  /** Unix seconds that the text speaks of, written out behind it. */
  since: number | null;
  dismissable: boolean;
}

// A restart of the server takes a moment and loses nothing: it isn't worth a sentence.
const WORTH_SAYING_SECONDS = 1.5;

/** The one thing to be said about the connection now, worst first; null while all is well. A replay isn't what stops. */
export function noticeOf(view: Links, now: number | null, replaying = false): Notice | null {
  const { connection, link, saving, live } = view;
  if (connection.kind === "reconnecting") {
    const since = serverSeconds(connection.since, view);
    if (now === null || now - since < WORTH_SAYING_SECONDS) return null;
    const text = replaying
      ? "No connection to the server: other moments can't be loaded now. It comes back by itself. Since"
      : "No connection to the server. What you see is from then; it catches up by itself. Since";
    return { key: "reconnecting", state: "reconnecting", text, since, dismissable: false };
  }
  if (connection.kind === "connected" && !link.up) {
    const text = `The server can't read the event stream (${link.error}). New events follow when it can. Since`;
    return { key: "stream_down", state: "stream_down", text, since: link.since, dismissable: false };
  }
  if (connection.kind === "connected" && !saving.up) {
    const text = `Nothing can be saved (${saving.error}). Everything can be read, and what robots measure is shown. Since`;
    return { key: "not_saving", state: "not_saving", text, since: saving.since, dismissable: false };
  }
  const gap = live.kind === "live" ? live.gaps.at(-1) : undefined;
  return gap ? gapNotice(gap) : null;
}

function gapNotice(gap: Gap): Notice {
  return { key: `gap ${gap.to}`, state: "gap", text: gapWords(gap.reason), since: gap.at, dismissable: true };
}

const GAP_WORDS: Record<GapReason, string> = {
  trimmed: "Events were deleted from the stream before they could be read, so some are missing here. Noticed",
  epoch: "The event stream was replaced by another one; this page started anew from it. Noticed",
  too_far: "Too much had happened to send it one by one; this page jumped to the present. Noticed",
};

export const gapWords = (reason: GapReason): string => GAP_WORDS[reason];

/** Milliseconds of the browser's clock as Unix seconds of the server's. */
export const serverSeconds = (ms: number, view: Pick<LiveView, "clockOffsetSeconds">): number =>
  ms / 1000 + view.clockOffsetSeconds;

export const inMs = (ms: number): string => (ms < 1 ? "< 1 ms" : `${Math.round(ms)} ms`);

const age = (since: number, now: number | null): string | null =>
  now === null || now - since < 1 ? null : formatSeconds(now - since);
