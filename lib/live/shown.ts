import type { FeedState } from "../events/feed.ts";
import { streamIdSeconds } from "../stream-id.ts";
import type { PastSlot, PastView } from "./past-slot.ts";
import { type Live, loading } from "./protocol.ts";
import type { LiveStore, LiveView } from "./store.ts";

const RATE_SECONDS = 10;

/** Samples are not kept: a past moment has none, and must never show the present's. */
const noSamples: LiveView["samples"] = new Map();

/** What the pages show: the live view, or a past moment in the same form. One object as long as nothing of it changes. */
export function createShown(store: Pick<LiveStore, "getView">, slot: Pick<PastSlot, "getView">) {
  let made: { past: PastView; welcome: LiveView["welcome"]; view: LiveView } | null = null;
  let drawn: { picture: PastView["picture"]; live: Live; rate: number } | null = null;

  return (): LiveView => {
    const past = slot.getView();
    if (!past) {
      made = null;
      drawn = null;
      return store.getView();
    }
    const { welcome } = store.getView();
    if (made?.past === past && made.welcome === welcome) return made.view;
    const { picture } = past;
    if (!drawn || drawn.picture !== picture)
      drawn = { picture, live: liveOf(picture), rate: picture ? rateAt(picture.state.feed, picture.at) : 0 };
    const view: LiveView = {
      connection: { kind: "connected", since: 0, roundTripMs: null },
      welcome,
      clockOffsetSeconds: 0,
      link: { up: true },
      saving: { up: true },
      live: drawn.live,
      rate: drawn.rate,
      samples: noSamples,
      proof: null,
      watched: null,
      losses: [],
    };
    made = { past, welcome, view };
    return view;
  };
}

function liveOf(picture: PastView["picture"]): Live {
  if (!picture) return loading;
  const { state, epoch, streamId } = picture;
  return { kind: "live", state, cursor: { epoch, streamId, eventId: null }, gaps: [] };
}

/** Events per second over the ten seconds before a moment, as far as the feed reaches back. */
export function rateAt({ recent }: FeedState, at: number): number {
  const counted = recent.filter(({ stream_id }) => streamIdSeconds(stream_id) > at - RATE_SECONDS).length;
  const oldest = recent[0];
  if (counted === 0 || !oldest) return 0;
  // All that is kept came within the ten seconds: they came faster than it can tell.
  const seconds =
    counted === recent.length ? Math.min(RATE_SECONDS, at - streamIdSeconds(oldest.stream_id)) : RATE_SECONDS;
  return counted / Math.max(1, seconds);
}
