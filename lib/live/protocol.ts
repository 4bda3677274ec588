import type { Role } from "../access/decide.ts";
import { type AgentRows, agentOfRows, agentRows } from "../dna/rows.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { fold, fromWire, type State, toWire, type WireState } from "../fold.ts";
import type { StreamId } from "../stream-id.ts";
import type { Proof } from "../telemetry/proof.ts";
import type { LatestSample } from "../telemetry/sample.ts";
import type { Trends } from "../telemetry/trend.ts";

/**
 * What server and browser say to each other on the `/dashboard` namespace.
 * The client opens with `auth: { cursor }` (or none); the server answers `welcome`, then frames from that cursor,
 * or a `gap` and a `snapshot`, then frames. A frame that doesn't start at the client's cursor makes it ask again.
 */
export const DASHBOARD_NAMESPACE = "/dashboard";
/** Where the first picture is. */
export const PICTURE_PATH = "/api/live";

/** A place in the stream (reliability.md, D1). `eventId` is null at the start of the stream and behind an unreadable entry. */
export interface Cursor {
  epoch: string;
  streamId: StreamId;
  eventId: string | null;
}

/** Trimmed from the stream; another history (flushed, restored); too much to send one by one. */
export type GapReason = "trimmed" | "epoch" | "too_far";

/** Between `from` and `to` there were events that can no longer be read, or too many to be sent. `at` is in Unix seconds. */
export interface Gap {
  from: StreamId;
  to: StreamId;
  reason: GapReason;
  at: number;
}

export interface Welcome {
  boot_id: string;
  version: string;
  store: "sqlite" | "redis";
  /** A simulator runs inside this server: what is shown is made up. */
  demo: boolean;
  /** Server clock, Unix seconds. */
  now: number;
  aggregation_interval_seconds: number;
  /** A change of karma by less is called neutral. */
  noticeable_karma_change: number;
  /** As whom this page is let in; null while access control is off. */
  you: { name: string | null; role: Role } | null;
}

export interface Snapshot {
  state: PackedState;
  cursor: Cursor;
}

/**
 * What the server tells first, over HTTP: a page asks for it with its first bytes, and its socket goes on from there.
 * With the snapshot's cursor nothing is lost between the two.
 */
export interface Picture {
  welcome: Welcome;
  link: StreamLink;
  saving: Saving;
  proof: Proof;
  snapshot: Snapshot;
}

/** The state as it travels: agents' versions, which are most of it, as rows. */
export interface PackedState extends Omit<WireState, "agents"> {
  agents: [string, AgentRows][];
}

export function packState(state: State): PackedState {
  const wire = toWire(state);
  return { ...wire, agents: wire.agents.map(([id, agent]) => [id, agentRows(agent)]) };
}

const unpackState = (packed: PackedState): State =>
  fromWire({ ...packed, agents: packed.agents.map(([id, agent]) => [id, agentOfRows(agent)]) });

/** The events after `from` and up to `to.streamId`, in order. Without events it only moves the cursor. */
export interface Frame {
  from: StreamId;
  to: Cursor;
  events: StoredEvent[];
}

/** How the server's own connection to the stream is doing. */
export type StreamLink = { up: true } | { up: false; since: number; error: string };

/** Whether the store takes writes: full, it can be read all the same. `since` in Unix seconds. */
export type Saving = { up: true } | { up: false; since: number; error: string };

/** One point of a robot's series; `at` is the receive time in Unix seconds. */
export interface SamplePoint {
  at: number;
  metrics: Record<string, number>;
}

/** What is told of samples: only the latest counts, so there is never more of it under way than a client has asked for. */
export type SampleMessage = "samples" | "points";

export interface ServerToDashboard {
  welcome: (welcome: Welcome) => void;
  snapshot: (snapshot: Snapshot) => void;
  frame: (frame: Frame) => void;
  gap: (gap: Gap) => void;
  link: (link: StreamLink) => void;
  saving: (saving: Saving) => void;
  demo: (running: boolean) => void;
  /** What this server can vouch for; told before the first picture, and again whenever it is more. */
  proof: (proof: Proof) => void;
  /** Latest values of the robots that reported since the last one, at most 7 times a second. */
  samples: (robots: [robotId: string, latest: LatestSample][]) => void;
  /** New points of the watched robot, at most 10 times a second. */
  points: (robotId: string, points: SamplePoint[]) => void;
}

export interface DashboardToServer {
  /** "My cursor is this, go on from there"; null asks for a snapshot. */
  resume: (cursor: Cursor | null) => void;
  /** Start or stop receiving `samples`. */
  samples: (wanted: boolean) => void;
  /** One of these has arrived. Who answers so gets the next one of its kind only then, and what it missed in one. */
  got: (what: SampleMessage) => void;
  /** Answered at once: how long it takes is the round trip. */
  echo: (answer: () => void) => void;
  /** Watch one robot's points, or none; answers with its last 15 minutes. */
  watch: (robotId: string | null, answer: (points: SamplePoint[]) => void) => void;
  /** What several robots' four metrics did in the last 15 minutes, at most `TRENDS_AT_ONCE` robots; asked again and again. */
  trends: (robotIds: string[], answer: (trends: Trends) => void) => void;
}

/** What the browser knows of the stream. */
export type Live = { kind: "loading" } | { kind: "live"; state: State; cursor: Cursor; gaps: readonly Gap[] };

export const loading: Live = { kind: "loading" };

export function onSnapshot(live: Live, snapshot: Snapshot): Live {
  const gaps = live.kind === "live" ? live.gaps : [];
  return { kind: "live", state: unpackState(snapshot.state), cursor: snapshot.cursor, gaps };
}

export function onGap(live: Live, gap: Gap): Live {
  return live.kind === "live" ? { ...live, gaps: [...live.gaps, gap].slice(-50) } : live;
}

/** The new state; or "ask again" when the frame doesn't follow what has been applied. Frames already applied change nothing. */
export function onFrame(live: Live, frame: Frame): Live | "ask_again" {
  if (live.kind !== "live") return "ask_again";
  if (frame.to.epoch === live.cursor.epoch && frame.to.streamId === live.cursor.streamId) return live;
  if (frame.to.epoch !== live.cursor.epoch || frame.from !== live.cursor.streamId) return "ask_again";
  return { ...live, state: fold(live.state, frame.events), cursor: frame.to };
}
