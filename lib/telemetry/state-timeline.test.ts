import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Outage } from "../history/outage.ts";
import { isShortStretch, stateTimeline, stretchWords, type TimelineInput } from "./state-timeline.ts";

const session = (from: number, to: number, reason: string | null = "transport_error") => ({
  connected_at: from,
  disconnected_at: to,
  duration_seconds: to - from,
  reason,
  stream_id: `${to}-0`,
});
const down = (from: number, to: number | null, more: Partial<Outage> = {}): Outage => ({
  id: `down ${from}`,
  cause: "server_down",
  from,
  to,
  filled: true,
  recovered: 0,
  missing: 0,
  ...more,
});

const timeline = (more: Partial<TimelineInput>) =>
  stateTimeline({
    sessions: [],
    open: [],
    silences: [],
    unprovenSince: null,
    outages: [],
    knownSince: 0,
    firstSeenAt: 0,
    from: 0,
    to: 1000,
    ...more,
  });
const told = (more: Partial<TimelineInput>) =>
  timeline(more).map(({ word, from, to }) => `${word} ${from}–${to}`);

describe("stateTimeline", () => {
  it("knows nothing of a connection from when nothing proves it any more; what has ended stays proof", () => {
    const open = [{ connected_at: 100, stream_id: "1-0" }];
    expect(told({ open, unprovenSince: 600 })).toEqual([
      "offline 0–100",
      "online 100–600",
      "unknown 600–1000",
    ]);
    const ended = [session(500, 700)];
    expect(told({ sessions: ended, open: [], unprovenSince: 600 })).toEqual(
      told({ sessions: ended, open: [] }),
    );
    const [, , doubt] = timeline({ open, unprovenSince: 600 });
    expect(doubt && stretchWords(doubt, "utc")).toContain(
      "it was connected, and has not been heard of since",
    );
  });

  it("is online in a session and offline after it, for the reason it ended", () => {
    const input = {
      sessions: [session(100, 300)],
      open: [{ connected_at: 400, stream_id: "9-0" }],
      firstSeenAt: 100,
    };
    expect(told(input)).toEqual(["unknown 0–100", "online 100–300", "offline 300–400", "online 400–1000"]);
    expect(stretchWords(timeline(input)[2] as never, "utc")).toBe(
      "Offline for 1 m 40 s, 00:05:00 to 00:06:40: the connection broke",
    );
  });

  it("is offline in one piece when a stay within it took no time, for the reason of the last end", () => {
    const sessions = [session(100, 300), session(500, 500, "heartbeat_timeout")];
    expect(told({ sessions }).slice(1)).toEqual(["online 100–300", "offline 300–1000"]);
    expect(stretchWords(timeline({ sessions })[2] as never, "utc")).toContain("it stopped answering");
  });

  it("stays online while one of several connections is open", () => {
    const sessions = [session(100, 300), session(200, 600)];
    expect(told({ sessions }).slice(1)).toEqual(["online 100–200", "online 200–600", "offline 600–1000"]);
  });

  it("knows nothing while the server was not running, unless a session says more", () => {
    const sessions = [session(100, 300)];
    expect(told({ sessions, outages: [down(500, 700)] }).slice(1)).toEqual([
      "online 100–300",
      "offline 300–500",
      "unknown 500–700",
      "offline 700–1000",
    ]);
    expect(told({ sessions, outages: [down(150, 250)] })[1]).toBe("online 100–300");
  });

  it("takes an outage whose events were read later as no reason to doubt", () => {
    const outages = [down(500, 700, { cause: "store_down" })];
    expect(told({ sessions: [session(100, 300)], outages }).at(-1)).toBe("offline 300–1000");
  });

  it("is stale where it was connected and silent", () => {
    const open = [{ connected_at: 0, stream_id: "9-0" }];
    expect(told({ open, silences: [{ from: 900, to: 1000 }] })).toEqual(["online 0–900", "stale 900–1000"]);
    expect(told({ silences: [{ from: 900, to: 1000 }] })).toEqual(["offline 0–1000"]);
  });

  it("doesn't guess what was before the sessions that are known", () => {
    expect(told({ sessions: [session(600, 700)], knownSince: 700 })[0]).toBe("unknown 0–600");
  });

  it("marks sessions under 60 s, exactly 60 s not", () => {
    const short = (seconds: number) =>
      timeline({ sessions: [session(100, 100 + seconds)] }).some(isShortStretch);
    expect([short(59.9), short(60)]).toEqual([true, false]);
  });

  it("covers the whole window, one after the other, online exactly in sessions", () => {
    const span = fc.tuple(fc.integer({ min: -200, max: 1200 }), fc.integer({ min: 1, max: 400 }));
    fc.assert(
      fc.property(
        fc.array(span, { maxLength: 12 }),
        fc.array(span, { maxLength: 4 }),
        fc.array(span, { maxLength: 4 }),
        fc.boolean(),
        (spans, away, silent, filled) => {
          const sessions = spans.map(([at, length]) => session(at, at + length));
          const stretches = timeline({
            sessions,
            outages: away.map(([at, length]) => down(at, at + length, { filled })),
            silences: silent.map(([at, length]) => ({ from: at, to: at + length })),
          });
          expect(stretches[0]?.from).toBe(0);
          expect(stretches.at(-1)?.to).toBe(1000);
          stretches.forEach((one, i) => {
            expect(one.to).toBeGreaterThan(one.from);
            if (i > 0) expect(one.from).toBe(stretches[i - 1]?.to);
            const middle = (one.from + one.to) / 2;
            const there = sessions.some((s) => s.connected_at <= middle && middle < s.disconnected_at);
            expect(one.word === "online" || one.word === "stale").toBe(there);
          });
        },
      ),
    );
  });
});
