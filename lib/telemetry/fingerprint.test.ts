import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatSeconds } from "../format.ts";
import {
  FLAPPING_DROPS,
  fingerprint,
  fingerprintWords,
  LOOK_BACK_SECONDS,
  type PastSession,
  PERIODIC_SESSIONS,
  SHORT_SESSIONS,
} from "./fingerprint.ts";

const NOW = 1_700_000_000;
const HOUR = 3600;

/** Sessions that ended at `ages` seconds ago and lasted so long. */
const sessionsOf = (
  lines: readonly [age: number, seconds: number, reason?: string | null][],
): PastSession[] =>
  lines
    .map(([age, seconds, reason = "transport_error"], index) => ({
      disconnected_at: NOW - age,
      duration_seconds: seconds,
      reason,
      stream_id: `${index}-0`,
    }))
    .sort((a, b) => a.disconnected_at - b.disconnected_at);

const read = (sessions: PastSession[], more: { openSince?: number | null; knownSince?: number } = {}) =>
  fingerprint({ sessions, openSince: null, knownSince: 0, now: NOW, ...more });

/** So many drops, spread over a time, of lengths that have nothing in common. */
const spread = (count: number, overSeconds: number, seconds = (index: number) => 100 * 1.6 ** index) =>
  sessionsOf(Array.from({ length: count }, (_, i) => [(i * overSeconds) / count + 1, seconds(i)]));

describe("fingerprint", () => {
  it("says nothing of a robot that has only just come", () => {
    expect(read([]).kind).toBe("new");
    expect(read([], { openSince: NOW - 59 }).kind).toBe("new");
    expect(read([], { openSince: NOW - 60 }).kind).toBe("stable");
  });

  it(`is flapping from ${FLAPPING_DROPS} drops in the last hour on`, () => {
    expect(read(spread(FLAPPING_DROPS - 1, HOUR)).kind).toBe("stable");
    expect(read(spread(FLAPPING_DROPS, HOUR))).toMatchObject({ kind: "flapping", withinSeconds: HOUR });
    expect(read(spread(FLAPPING_DROPS, 2 * HOUR)).kind).toBe("stable");
  });

  it("says in what time the drops were, where only the newest are known", () => {
    const print = read(spread(20, 600), { knownSince: NOW - 600 });
    expect(print).toMatchObject({ kind: "flapping", withinSeconds: 600 });
    expect(fingerprintWords(print).title).toBe(`Flapping, 20 drops in ${formatSeconds(600)}`);
  });

  it("finds drops of the same length, and hints at a proxy", () => {
    const print = read(
      sessionsOf([
        [400, 301],
        [710, 299],
        [1020, 300],
        [1330, 300],
        [5000, 300],
      ]),
    );
    expect(print).toMatchObject({ kind: "periodic", everySeconds: 300 });
    expect(fingerprintWords(print)).toMatchObject({ title: "Drops every ~300 s" });
    expect(fingerprintWords(print).sentence).toMatch(/idle timeout of a proxy/);
  });

  it("names who is known to end connections after that time", () => {
    const every = (seconds: number) =>
      fingerprintWords(read(sessionsOf([1, 2, 3, 4].map((n) => [n * 2 * HOUR, seconds])))).sentence;
    expect(every(60)).toMatch(/nginx/);
    expect(every(100)).toMatch(/Cloudflare/);
    expect(every(1234)).not.toMatch(/nginx|Cloudflare|AWS|Azure|Google/);
  });

  it(`needs ${PERIODIC_SESSIONS} of one length, and hardly another`, () => {
    const same = (count: number) =>
      Array.from({ length: count }, (_, i): [number, number] => [(i + 1) * 2 * HOUR, 300]);
    expect(read(sessionsOf(same(PERIODIC_SESSIONS - 1))).kind).toBe("stable");
    expect(read(sessionsOf(same(PERIODIC_SESSIONS))).kind).toBe("periodic");
    expect(read(sessionsOf([...same(4), [9 * HOUR, 9000]])).kind).toBe("periodic");
    expect(read(sessionsOf([...same(4), [9 * HOUR, 9000], [11 * HOUR, 4000]])).kind).toBe("stable");
  });

  it("takes a period as over once the open connection has outlived it", () => {
    const drops = sessionsOf([1, 2, 3, 4].map((n) => [n * 2 * HOUR, 300]));
    expect(read(drops, { openSince: NOW - 310 }).kind).toBe("periodic");
    expect(read(drops, { openSince: NOW - 400 }).kind).toBe("stable");
  });

  it(`calls sessions short below 60 s, from ${SHORT_SESSIONS} on that are half of the recent ones`, () => {
    const lines = (...seconds: number[]) =>
      sessionsOf(seconds.map((length, i) => [(i + 1) * 2 * HOUR, length]));
    expect(read(lines(3, 59, 20)).kind).toBe("short");
    expect(read(lines(3, 60, 20)).kind).toBe("stable");
    expect(read(lines(3, 9, 20, 500, 900, 4000)).kind).toBe("short");
    expect(read(lines(3, 9, 20, 500, 900, 4000, 7000)).kind).toBe("stable");
    expect(read(lines(3, 9, 20), { openSince: NOW - HOUR }).kind).toBe("stable");
  });

  it("doesn't blame a robot for what we did, nor for what is a day old", () => {
    const ours = ["server_shutdown", "gateway_lost", "kicked", "replaced", "server_restart"];
    expect(read(sessionsOf(ours.map((reason, i) => [i + 1, 5, reason]))).kind).toBe("stable");
    const old: [number, number][] = [1, 2, 3, 4, 5, 6].map((n) => [LOOK_BACK_SECONDS + n, 5]);
    expect(read(sessionsOf(old)).kind).toBe("stable");
  });

  it("always gives words, and only sessions that it was given as its reason", () => {
    const line = fc.tuple(
      fc.double({ min: 0, max: 3 * LOOK_BACK_SECONDS, noNaN: true }),
      fc.double({ min: 0, max: 100_000, noNaN: true }),
      fc.constantFrom(null, "transport_error", "kicked", "anything else"),
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 40 }),
        fc.option(fc.integer({ min: 0, max: 90_000 })),
        (lines, openFor) => {
          const sessions = sessionsOf(lines);
          const print = read(sessions, { openSince: openFor === null ? null : NOW - openFor });
          expect(print.because.every((one) => sessions.includes(one))).toBe(true);
          for (const text of Object.values(fingerprintWords(print)))
            expect(text).not.toMatch(/NaN|undefined|^$/);
        },
      ),
    );
  });
});
