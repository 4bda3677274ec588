import { reasonWords } from "../events/sentence.ts";
import { clockTime, formatSeconds, type Zone } from "../format.ts";
import { type Outage, outageWords } from "../history/outage.ts";
import { SHORT_SESSION_SECONDS } from "./sentence.ts";

type TimelineWord = "online" | "stale" | "offline" | "unknown";

/** A stretch of a robot's time in one state. Unix seconds. */
export interface Stretch {
  word: TimelineWord;
  from: number;
  to: number;
  why: Why;
}

type Why =
  /** A connection was open; `seconds` is how long it lasted, null while it does. */
  | { kind: "session"; seconds: number | null; streamId: string }
  /** Connected, and silent. */
  | { kind: "silent" }
  /** After a session that ended so. */
  | { kind: "ended"; reason: string | null; streamId: string }
  /** It was connected, and nothing has proven since that it still is. */
  | { kind: "unproven" }
  /** Nobody looked. */
  | { kind: "outage"; outage: Outage }
  /** It had not been seen by then. */
  | { kind: "not_seen" }
  /** Sessions as old as this are not known here. */
  | { kind: "not_known" };

export interface TimelineInput {
  /** Ended sessions, oldest end first. */
  sessions: readonly {
    connected_at: number | null;
    disconnected_at: number;
    duration_seconds: number;
    reason: string | null;
    stream_id: string;
  }[];
  open: readonly { connected_at: number; stream_id: string }[];
  /** When it was connected and said nothing, as far as samples tell. */
  silences: readonly { from: number; to: number }[];
  /** Since when nothing proves that those which are open still are; null where that is known. */
  unprovenSince: number | null;
  outages: readonly Outage[];
  /** All sessions that ended after this are among them. */
  knownSince: number;
  firstSeenAt: number;
  from: number;
  to: number;
}

/** Outages in which nobody can tell whether a robot was there; in the others its coming and going was read later. */
const blinds = ({ cause, filled }: Outage): boolean => cause === "server_down" || !filled;

/**
 * The states that a robot was in, one after the other without a hole. A session is proof that it was there, whatever
 * else was away; where nobody looked and no session says so, nobody knows.
 */
export function stateTimeline(input: TimelineInput): Stretch[] {
  const { from, to } = input;
  if (!(to > from)) return [];
  const online = onlineSpans(input);
  const blind = input.outages.filter(blinds).map((outage) => ({
    from: outage.from,
    to: outage.to ?? to,
    why: { kind: "outage", outage } as const,
  }));
  const ends = input.sessions.toSorted((a, b) => a.disconnected_at - b.disconnected_at);
  const edges = [online, blind, input.silences].flatMap((spans) =>
    spans.flatMap((one) => [one.from, one.to]),
  );
  const cuts = [from, ...edges, input.unprovenSince ?? from, input.knownSince, input.firstSeenAt, to]
    .filter((at) => at >= from && at <= to)
    .sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  for (let i = 1; i < cuts.length; i++) {
    const [begin, end] = [cuts[i - 1] as number, cuts[i] as number];
    if (end <= begin) continue;
    const next = { from: begin, to: end, ...stateAt((begin + end) / 2, input, online, blind, ends) };
    const before = stretches.at(-1);
    // Between two ends there may have been a stay too short to be told: it is offline for the reason of the last one.
    if (before && isSame(before, next)) stretches[stretches.length - 1] = { ...next, from: before.from };
    else stretches.push(next);
  }
  return stretches;
}

interface Told {
  from: number;
  to: number;
  why: Why;
}

function onlineSpans({ sessions, open, to }: TimelineInput): Told[] {
  const past = sessions.map((session) => ({
    from: session.connected_at ?? session.disconnected_at - session.duration_seconds,
    to: session.disconnected_at,
    why: { kind: "session", seconds: session.duration_seconds, streamId: session.stream_id } as const,
  }));
  const present = open.map(({ connected_at, stream_id }) => ({
    from: connected_at,
    to: Math.max(to, connected_at),
    why: { kind: "session", seconds: null, streamId: stream_id } as const,
  }));
  return [...past, ...present];
}

function stateAt(
  at: number,
  { silences, unprovenSince, knownSince, firstSeenAt }: TimelineInput,
  online: readonly Told[],
  blind: readonly Told[],
  ends: TimelineInput["sessions"],
): Pick<Stretch, "word" | "why"> {
  const holds = (span: { from: number; to: number }) => span.from <= at && at < span.to;
  // Of several connections the longest says most.
  const session = online.filter(holds).reduce<Told | null>(longer, null);
  const isOpen = session?.why.kind === "session" && session.why.seconds === null;
  if (isOpen && unprovenSince !== null && at >= unprovenSince)
    return { word: "unknown", why: { kind: "unproven" } };
  if (session)
    return silences.some(holds)
      ? { word: "stale", why: { kind: "silent" } }
      : { word: "online", why: session.why };
  const outage = blind.find(holds);
  if (outage) return { word: "unknown", why: outage.why };
  const last = ends.findLast(({ disconnected_at }) => disconnected_at <= at);
  if (last) return { word: "offline", why: { kind: "ended", reason: last.reason, streamId: last.stream_id } };
  if (at < knownSince) return { word: "unknown", why: { kind: "not_known" } };
  // Before it was first seen there may have been nobody to see it.
  return at < firstSeenAt
    ? { word: "unknown", why: { kind: "not_seen" } }
    : { word: "offline", why: { kind: "ended", reason: null, streamId: "" } };
}

const longer = (best: Told | null, one: Told): Told =>
  best && best.to - best.from >= one.to - one.from ? best : one;

const isSame = (a: Stretch, b: Stretch): boolean =>
  a.word === b.word && a.why.kind === b.why.kind && keyOf(a.why) === keyOf(b.why);

const keyOf = (why: Why): string =>
  why.kind === "session" ? why.streamId : why.kind === "outage" ? why.outage.id : "";

/** A session that was worth a look, because it didn't last. */
export const isShortStretch = ({ why }: Stretch): boolean =>
  why.kind === "session" && why.seconds !== null && why.seconds < SHORT_SESSION_SECONDS;

/** A stretch for a tired person: "Offline for 3 m 20 s, 14:02:30 to 14:05:50: the connection broke". */
export function stretchWords(stretch: Stretch, zone: Zone): string {
  const { word, from, to } = stretch;
  const when = `${clockTime(from, zone)} to ${clockTime(to, zone)}`;
  const name = word.charAt(0).toUpperCase() + word.slice(1);
  const why = whyWords(stretch);
  return `${name} for ${formatSeconds(to - from)}, ${when}${why && `: ${why}`}`;
}

function whyWords({ why }: Stretch): string {
  switch (why.kind) {
    case "session":
      if (why.seconds === null) return "";
      return why.seconds < SHORT_SESSION_SECONDS ? `a session shorter than ${SHORT_SESSION_SECONDS} s` : "";
    case "silent":
      return "connected, but it said nothing";
    case "unproven":
      return "it was connected, and has not been heard of since";
    case "ended":
      return reasonWords(why.reason);
    case "outage":
      return outageWords(why.outage);
    case "not_seen":
      return "it had never been seen yet";
    case "not_known":
      return "older sessions are not shown here";
  }
}
