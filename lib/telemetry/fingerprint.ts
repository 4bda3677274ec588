import { formatNumber, formatSeconds, plural } from "../format.ts";
import { isOurEnd } from "./presence.ts";
import { SHORT_SESSION_SECONDS } from "./sentence.ts";

/** What a fingerprint is read from: a connection that has ended. Unix seconds. */
export interface PastSession {
  disconnected_at: number;
  duration_seconds: number;
  reason: string | null;
  stream_id: string;
}

export interface FingerprintInput {
  /** Ended sessions, oldest first. */
  sessions: readonly PastSession[];
  /** When the oldest connection that is open was opened; null while none is. */
  openSince: number | null;
  /** All sessions that ended after this are among them. */
  knownSince: number;
  now: number;
}

/** How a robot's connections usually go. `because` holds the sessions that say so, oldest first. */
export type Fingerprint = { because: readonly PastSession[] } & (
  | { kind: "periodic"; everySeconds: number }
  /** So long ago the first of them that is known ended: an hour at most. */
  | { kind: "flapping"; withinSeconds: number }
  | { kind: "short"; seen: number }
  | { kind: "stable" }
  /** Too little was seen to say anything. */
  | { kind: "new" }
);

const HOUR = 3600;
/** What happened before says little of how it goes now. */
export const LOOK_BACK_SECONDS = 24 * HOUR;
/** From so many ends within an hour on it is flapping. */
export const FLAPPING_DROPS = 5;
/** So many of about the same length are no chance any more. */
export const PERIODIC_SESSIONS = 4;
const PERIODIC_AT_MOST = 12;
const PERIODIC_SHARE = 0.8;
/** Shorter than this it is a robot that can't stay, not a timeout of something between. */
const PERIODIC_SHORTEST_SECONDS = 10;
const RECENT = 10;
export const SHORT_SESSIONS = 3;

/**
 * What a robot's sessions of the last 24 hours have in common: the most telling pattern wins, and one that the open
 * connection has outlived is over.
 */
export function fingerprint(input: FingerprintInput): Fingerprint {
  const { sessions, openSince, knownSince, now } = input;
  const drops = sessions.filter(
    ({ disconnected_at, reason }) =>
      disconnected_at > now - LOOK_BACK_SECONDS && disconnected_at <= now && !isOurEnd(reason),
  );
  const openFor = openSince === null ? 0 : Math.max(0, now - openSince);
  return (
    periodic(drops, openFor) ??
    flapping(drops, knownSince, now) ??
    short(drops, openFor) ??
    (openFor < SHORT_SESSION_SECONDS && sessions.length === 0
      ? { kind: "new", because: [] }
      : { kind: "stable", because: drops })
  );
}

function periodic(drops: readonly PastSession[], openFor: number): Fingerprint | null {
  const recent = drops.slice(-PERIODIC_AT_MOST);
  const lengths = recent.map(({ duration_seconds }) => duration_seconds).sort((a, b) => a - b);
  const everySeconds = lengths[Math.floor(lengths.length / 2)];
  if (everySeconds === undefined || everySeconds < PERIODIC_SHORTEST_SECONDS) return null;
  const near = Math.max(2, 0.05 * everySeconds);
  const because = recent.filter(({ duration_seconds }) => Math.abs(duration_seconds - everySeconds) <= near);
  const enough = because.length >= PERIODIC_SESSIONS && because.length >= PERIODIC_SHARE * recent.length;
  return enough && openFor <= everySeconds + near ? { kind: "periodic", everySeconds, because } : null;
}

function flapping(drops: readonly PastSession[], knownSince: number, now: number): Fingerprint | null {
  const because = drops.filter(({ disconnected_at }) => disconnected_at > now - HOUR);
  if (because.length < FLAPPING_DROPS) return null;
  // Where only the newest are known, there were more; how many is nobody's guess.
  return { kind: "flapping", withinSeconds: Math.min(HOUR, Math.max(1, now - knownSince)), because };
}

function short(drops: readonly PastSession[], openFor: number): Fingerprint | null {
  const recent = drops.slice(-RECENT);
  const because = recent.filter(({ duration_seconds }) => duration_seconds < SHORT_SESSION_SECONDS);
  return because.length >= SHORT_SESSIONS && 2 * because.length >= recent.length && openFor < HOUR
    ? { kind: "short", seen: recent.length, because }
    : null;
}

/** What is known to end connections after so many seconds unless it is told otherwise. */
const KNOWN_TIMEOUTS: readonly [seconds: number, who: string][] = [
  [60, "nginx and AWS's load balancers end idle connections after 60 s by default"],
  [100, "Cloudflare ends idle connections after 100 s"],
  [230, "Azure's App Service ends idle connections after 230 s"],
  [350, "AWS's network load balancers forget idle connections after 350 s"],
  [600, "Google's load balancers end idle connections after 600 s"],
];

/** A fingerprint for a tired person: its name, what it means, and which sessions say so. */
export interface FingerprintWords {
  title: string;
  sentence: string;
  why: string;
}

export function fingerprintWords(print: Fingerprint): FingerprintWords {
  const count = print.because.length;
  switch (print.kind) {
    case "periodic": {
      const every = `~${roundSpan(print.everySeconds)}`;
      const who = KNOWN_TIMEOUTS.find(
        ([seconds]) => Math.abs(seconds - print.everySeconds) <= 0.05 * seconds,
      );
      const hint = who ? ` ${who[1]}.` : "";
      return {
        title: `Drops every ${every}`,
        sentence: `Its connections end after about the same time. That looks like the idle timeout of a proxy between the robot and this server.${hint} Look at the proxy's settings, or let the robot send something more often.`,
        why: `${plural(count, "session")} lasted ${every} each.`,
      };
    }
    case "flapping":
      return {
        title: `Flapping, ${
          print.withinSeconds === HOUR
            ? `${formatNumber(count)} drops/h`
            : `${plural(count, "drop")} in ${formatSeconds(print.withinSeconds)}`
        }`,
        sentence:
          "It comes and goes. Look at its radio, its power and whether two robots share this id before trusting what it reports.",
        why: `${plural(count, "session")} ended within the last hour: ${lengthsOf(print.because)}.`,
      };
    case "short":
      return {
        title: "Short sessions",
        sentence: `It connects, but rarely stays for ${SHORT_SESSION_SECONDS} s. It may crash after its start, or something between cuts it off.`,
        why: `${count} of its last ${plural(print.seen, "session")} were shorter than ${SHORT_SESSION_SECONDS} s: ${lengthsOf(print.because)}.`,
      };
    case "stable":
      return {
        title: "Stable",
        sentence: "Its connections show no pattern of trouble.",
        why:
          count === 0
            ? "Not one drop in the last 24 hours."
            : `${plural(count, "session")} ended in the last 24 hours: ${lengthsOf(print.because)}.`,
      };
    case "new":
      return {
        title: "Too early to tell",
        sentence: "It has only just been seen. After a few connections, or one that stays, this says more.",
        why: "No session has ended yet.",
      };
  }
}

// Timeouts are set, and looked up, in seconds.
const roundSpan = (seconds: number): string =>
  seconds < 1000 ? `${Math.round(seconds)} s` : formatSeconds(seconds);

const LENGTHS_TOLD = 5;

function lengthsOf(sessions: readonly PastSession[]): string {
  const told = sessions.slice(-LENGTHS_TOLD).map(({ duration_seconds }) => formatSeconds(duration_seconds));
  const prefix = sessions.length > LENGTHS_TOLD ? "the last ones lasted " : "they lasted ";
  return sessions.length === 1 ? `it lasted ${told[0]}` : prefix + told.join(", ");
}
