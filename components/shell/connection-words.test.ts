import { describe, expect, test } from "vitest";
import { emptyState } from "../../lib/fold.ts";
import type { Gap } from "../../lib/live/protocol.ts";
import type { LiveView } from "../../lib/live/store.ts";
import { noticeOf, pillOf } from "./connection-words.ts";

const NOW = 5_000;
const gap: Gap = { from: "1-0", to: "9-0", reason: "trimmed", at: NOW - 3 };

function view(part: Partial<LiveView> & { gaps?: Gap[] } = {}) {
  const { gaps = [], ...rest } = part;
  const cursor = { epoch: "e", streamId: "9-0", eventId: null };
  return {
    connection: { kind: "connected", since: 0, roundTripMs: 12.4 },
    link: { up: true },
    saving: { up: true },
    live: { kind: "live", state: emptyState, cursor, gaps },
    clockOffsetSeconds: 1000,
    ...rest,
  } as LiveView;
}
// Milliseconds of a browser whose clock is 1,000 s behind the server's.
const ago = (seconds: number) => (NOW - 1000 - seconds) * 1000;

describe("the pill", () => {
  test.each([
    [view(), "live", "Live", "12 ms"],
    [view({ connection: { kind: "connected", since: 0, roundTripMs: 0.4 } }), "live", "Live", "< 1 ms"],
    [view({ connection: { kind: "connecting" } }), "connecting", "Connecting", null],
    [view({ live: { kind: "loading" } }), "connecting", "Loading", null],
    [
      view({ connection: { kind: "reconnecting", since: ago(4), attempt: 2 } }),
      "reconnecting",
      "Reconnecting",
      "4 s",
    ],
    [view({ link: { up: false, since: NOW - 75, error: "x" } }), "stream_down", "Stream down", "1 m 15 s"],
  ])("%#", (given, state, text, detail) => {
    expect(pillOf(given, NOW)).toEqual({ state, text, detail });
  });
});

describe("the notice", () => {
  test("is silent while all is well, and in the first moment of a reconnect", () => {
    expect(noticeOf(view(), NOW)).toBeNull();
    const blink = view({ connection: { kind: "reconnecting", since: ago(1), attempt: 1 } });
    expect(noticeOf(blink, NOW)).toBeNull();
  });

  test("says since when the values are old, by the server's clock", () => {
    const lost = view({ connection: { kind: "reconnecting", since: ago(30), attempt: 9 }, gaps: [gap] });
    expect(noticeOf(lost, NOW)).toMatchObject({ state: "reconnecting", since: NOW - 30, dismissable: false });
  });

  test("says that nothing is saved, and why, unless the stream can't even be read", () => {
    const saving = { up: false, since: NOW - 9, error: "The disk of the store is full" } as const;
    const full = noticeOf(view({ saving, gaps: [gap] }), NOW);
    expect(full).toMatchObject({ state: "not_saving", since: NOW - 9, dismissable: false });
    expect(full?.text).toContain(saving.error);
    const away = view({ saving, link: { up: false, since: NOW - 8, error: "x" } });
    expect(noticeOf(away, NOW)).toMatchObject({ state: "stream_down" });
  });

  test("tells of the newest gap, which can be dismissed; another gap is another notice", () => {
    const first = noticeOf(view({ gaps: [gap] }), NOW);
    expect(first).toMatchObject({ state: "gap", since: gap.at, dismissable: true });
    const second = noticeOf(view({ gaps: [gap, { ...gap, to: "20-0" }] }), NOW);
    expect(second?.key).not.toBe(first?.key);
  });
});
