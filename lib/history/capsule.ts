import type { WireAlerts } from "../alerts/state.ts";
import type { Subject } from "../alerts/track.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { CARRIED_FIELDS } from "../events/envelope.ts";
import type { WireState } from "../fold.ts";
import { isObject } from "../json.ts";
import type { Attention } from "../overview/attention-line.ts";
import { isStreamId } from "../stream-id.ts";
import type { Outage } from "./outage.ts";

/**
 * An incident capsule: one JSON file with everything that a window's pages show. Any Brainwave opens it, read-only:
 * it folds `events` onto `base`. Times are Unix seconds, UTC.
 */
export interface Capsule {
  format: typeof CAPSULE_FORMAT;
  version: typeof CAPSULE_VERSION;
  made_at: number;
  from: number;
  /** Events received at this moment or later are not in it. */
  to: number;
  /** What its maker wants the reader to know. */
  notes: string;
  /** The filter that the events were taken with; empty for all of the window. */
  query: string;
  /** Keys whose values were taken out: texts are "[redacted]", all else is null or empty. */
  redacted: string[];
  epoch: string;
  /** The state just before the window. */
  base: WireState;
  outages: Outage[];
  /** What needed a person at the window's end, worst first. */
  alerts: Attention[];
  /** In stream order. */
  events: StoredEvent[];
}

export const CAPSULE_FORMAT = "brainwave-capsule";
export const CAPSULE_VERSION = 1;

export type ReadCapsule = { kind: "capsule"; capsule: Capsule } | { kind: "problem"; message: string };

/** Reads a capsule's text, or says in a sentence what is wrong with it. Never throws. */
export function readCapsule(text: string): ReadCapsule {
  const problem = (message: string): ReadCapsule => ({ kind: "problem", message });
  const value = parsed(text);
  if (value === undefined) return problem("This file is not JSON: it is something else, or it was cut off.");
  if (!isObject(value) || value.format !== CAPSULE_FORMAT)
    return problem("This file is not an incident capsule.");
  if (value.version !== CAPSULE_VERSION)
    return problem(
      `This capsule has version ${String(value.version)}; this Brainwave reads version ${CAPSULE_VERSION}.`,
    );
  const damaged = damageOf(value);
  return damaged
    ? problem(`This capsule is damaged: ${damaged}.`)
    : { kind: "capsule", capsule: value as unknown as Capsule };
}

/** What a capsule's text begins and ends with: its events, as JSON with commas between them, stand in the middle. */
export const capsuleText = (capsule: Omit<Capsule, "events">): { begin: string; end: string } => ({
  begin: `${JSON.stringify(capsule).slice(0, -1)},"events":[`,
  end: "\n]}\n",
});

const TAKEN_OUT = "[redacted]";

/** The event without the values of these keys, at any depth of its payload and meta, and in the envelope's optional fields. */
export function redactEvent(event: StoredEvent, keys: ReadonlySet<string>): StoredEvent {
  if (keys.size === 0) return event;
  const own: StoredEvent = {
    ...event,
    payload: redact(event.payload, withAlertNames(event, keys)) as StoredEvent["payload"],
    meta: redact(event.meta, keys) as StoredEvent["meta"],
  };
  if (own.target !== null && keys.has("target")) own.target = TAKEN_OUT;
  for (const name of CARRIED_FIELDS) if (own[name] !== undefined && keys.has(name)) own[name] = TAKEN_OUT;
  return own;
}

// An alert's id and subject carry its robot's, agent's or job's.
function withAlertNames({ type, payload }: StoredEvent, keys: ReadonlySet<string>): ReadonlySet<string> {
  const named =
    type.startsWith("alert.") && ID_KEYS.some((key) => keys.has(key) && payload[key] !== undefined);
  return named ? new Set([...keys, "alert_id", "subject"]) : keys;
}
const ID_KEYS = ["agent_id", "robot_id", "job_id"];

/** The state without the values of these keys; names of agents, robots and jobs go with their ids. */
export function redactState(state: WireState, keys: ReadonlySet<string>): WireState {
  if (keys.size === 0) return state;
  const entries = <T>(list: [string, T][], key: string): [string, T][] =>
    list.map(([id, value]) => [keys.has(key) ? TAKEN_OUT : id, redact(value, keys) as T]);
  return {
    agents: entries(state.agents, "agent_id"),
    jobs: entries(state.jobs, "job_id"),
    robots: entries(state.robots, "robot_id"),
    alerts: redactAlerts(state.alerts, keys),
    feed: { ...state.feed, recent: state.feed.recent.map((event) => redactEvent(event, keys)) },
  };
}

// Without whom it is about an alert says nothing.
function redactAlerts(alerts: WireAlerts, keys: ReadonlySet<string>): WireAlerts {
  const named = ({ subject }: { subject: Subject }) => !keys.has(`${subject.kind}_id`);
  const shown = <T extends { subject: Subject }>(list: readonly T[]): T[] =>
    list.filter(named).map((one) => redact(one, keys) as T);
  return {
    active: shown(alerts.active),
    ended: shown(alerts.ended),
    mutes: shown(alerts.mutes),
    rules: alerts.rules,
  };
}

function redact(value: unknown, keys: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => redact(item, keys));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).map(([key, inner]) => [
    key,
    keys.has(key) ? emptied(inner) : redact(inner, keys),
  ]);
  return Object.fromEntries(kept);
}

// Of its own kind: whoever shows the capsule reckons with numbers, lists and objects where they belong.
function emptied(value: unknown): unknown {
  if (typeof value === "string") return TAKEN_OUT;
  if (Array.isArray(value)) return [];
  return isObject(value) ? {} : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function damageOf(value: Record<string, unknown>): string | null {
  for (const name of ["made_at", "from", "to"]) if (!isNumber(value[name])) return `${name} is not a number`;
  for (const name of ["notes", "query", "epoch"])
    if (typeof value[name] !== "string") return `${name} is not a text`;
  for (const name of ["redacted", "outages", "alerts", "events"])
    if (!Array.isArray(value[name])) return `${name} is not a list`;
  if (!isState(value.base)) return "the state that it begins with can't be read";
  const bad = (value.events as unknown[]).findIndex((event) => !isEvent(event));
  return bad === -1 ? null : `event ${bad + 1} of ${(value.events as unknown[]).length} can't be read`;
}

function isState(base: unknown): boolean {
  if (!isObject(base) || !isObject(base.feed)) return false;
  const { recent, total, counts, sources } = base.feed;
  const lists = [base.agents, base.jobs, base.robots, counts, sources];
  return lists.every(isEntries) && Array.isArray(recent) && recent.every(isEvent) && isNumber(total);
}

const isEntries = (list: unknown): boolean =>
  Array.isArray(list) &&
  list.every((entry) => Array.isArray(entry) && entry.length === 2 && typeof entry[0] === "string");

const isEvent = (event: unknown): boolean =>
  isObject(event) &&
  typeof event.stream_id === "string" &&
  isStreamId(event.stream_id) &&
  [event.id, event.type, event.source].every((text) => typeof text === "string") &&
  isNumber(event.timestamp) &&
  isObject(event.payload) &&
  isObject(event.meta);

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
