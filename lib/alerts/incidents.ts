import { formatSeconds, plural } from "../format.ts";
import { RULE_KINDS, type RuleKind, SEVERITIES, type Severity } from "./kinds.ts";
import type { AlertState } from "./state.ts";
import { type Subject, subjectKey } from "./track.ts";
import { alertWords, subjectWords } from "./words.ts";

/** One moment of a story. Unix seconds. */
export interface IncidentMoment {
  at: number;
  alert_id: string;
  subject: Subject;
  what: "began" | "fired" | "reopened" | "acknowledged" | "cleared";
  words: string;
}

/** Alerts that belong together by time and cause, as one story. */
export interface Incident {
  /** Of its first alert: stays the same while others join. */
  id: string;
  severity: Severity;
  /** When the first of it began, Unix seconds. */
  from: number;
  /** When the last of it was over; null while one is active. */
  to: number | null;
  sentence: string;
  alert_ids: string[];
  /** Oldest first, the newest `MOMENTS_TOLD`. */
  timeline: IncidentMoment[];
}

/** What breaks at once has one cause: a gateway, a network, a store. */
const TOGETHER_SECONDS = 10;
/** A chain of drops that goes on for longer is no single moment any more. */
const LONGEST_BEGIN_SECONDS = 60;
export const MOMENTS_TOLD = 100;

/** What a common cause breaks: levels and karma go their own ways. */
const ABRUPT: ReadonlySet<RuleKind> = new Set<RuleKind>([
  "job_failed",
  "job_failing",
  "job_stuck",
  "job_late",
  "job_missed",
  "robot_dropped",
  "connection_short",
  "source_silent",
]);

interface Story {
  alerts: AlertState[];
  lastAbrupt: number | null;
  /** Until when one about the same subject still belongs to it. */
  ends: Map<string, number>;
}

/**
 * The stories that these alerts tell, newest first. Alerts of abrupt kinds that began within seconds of each other are
 * one, and so are those of one subject while it is not over. Pure; the alerts' order doesn't matter.
 */
export function incidentsOf(alerts: readonly AlertState[]): Incident[] {
  const stories: Story[] = [];
  const inOrder = [...alerts].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  for (const alert of inOrder) {
    const story = stories.findLast((one) => belongs(one, alert)) ?? begun(stories);
    story.alerts.push(alert);
    if (ABRUPT.has(alert.kind)) story.lastAbrupt = alert.since;
    const key = subjectKey(alert.subject);
    const end = alert.cleared_at ?? Number.POSITIVE_INFINITY;
    story.ends.set(key, Math.max(end, story.ends.get(key) ?? 0));
  }
  return stories.map(toIncident).reverse();
}

function begun(stories: Story[]): Story {
  const story: Story = { alerts: [], lastAbrupt: null, ends: new Map() };
  stories.push(story);
  return story;
}

function belongs({ alerts, lastAbrupt, ends }: Story, alert: AlertState): boolean {
  const end = ends.get(subjectKey(alert.subject));
  if (end !== undefined && alert.since <= end) return true;
  if (lastAbrupt === null || !ABRUPT.has(alert.kind)) return false;
  const first = alerts[0]?.since ?? alert.since;
  return alert.since - lastAbrupt <= TOGETHER_SECONDS && alert.since - first <= LONGEST_BEGIN_SECONDS;
}

function toIncident({ alerts }: Story): Incident {
  const over = alerts.every(({ cleared_at }) => cleared_at !== null);
  const moments = alerts.flatMap(momentsOf).sort((a, b) => a.at - b.at || rank(a) - rank(b));
  return {
    id: `incident.${alerts[0]?.id}`,
    severity: SEVERITIES.find((one) => alerts.some(({ severity }) => severity === one)) ?? "info",
    from: alerts[0]?.since ?? 0,
    to: over ? Math.max(...alerts.map(({ cleared_at }) => cleared_at ?? 0)) : null,
    sentence: sentenceOf(alerts),
    alert_ids: alerts.map(({ id }) => id),
    timeline: moments.slice(-MOMENTS_TOLD),
  };
}

const ORDER: IncidentMoment["what"][] = ["began", "fired", "reopened", "acknowledged", "cleared"];
const rank = ({ what }: IncidentMoment): number => ORDER.indexOf(what);

function momentsOf(alert: AlertState): IncidentMoment[] {
  const { id, subject, since, fired_at, reopened_at, acknowledged, cleared_at } = alert;
  const moment = (what: IncidentMoment["what"], at: number | null, words: string): IncidentMoment[] =>
    at === null ? [] : [{ at, alert_id: id, subject, what, words }];
  const what = alertWords(alert);
  return [
    // What fires at once began then.
    ...(since < fired_at ? moment("began", since, what) : []),
    ...moment("fired", fired_at, what),
    ...moment("reopened", reopened_at, `Came back: ${what}`),
    ...moment("acknowledged", acknowledged?.at ?? null, acknowledged?.note ?? "Acknowledged"),
    ...moment("cleared", cleared_at, "Over"),
  ];
}

/** What happened to how many, by what weighs most: "job j failed and 4 robots dropped within 4 s". */
function sentenceOf(alerts: readonly AlertState[]): string {
  const [first] = alerts;
  if (!first) return "";
  let before: string | null = null;
  const told = RULE_KINDS.flatMap((kind) => {
    const subjects = [
      ...new Map(
        alerts.filter((alert) => alert.kind === kind).map(({ subject }) => [subjectKey(subject), subject]),
      ).values(),
    ];
    const [one] = subjects;
    if (!one) return [];
    const alone = subjects.length === 1 ? subjectKey(one) : null;
    // What happened to the same one needs its name once.
    const named = alone !== null && alone === before;
    before = alone;
    if (named) return [VERBS[kind]];
    const who = alone === null ? plural(subjects.length, one.kind) : subjectWords(one);
    return [`${who} ${VERBS[kind]}`];
  });
  const begins = alerts.map(({ since }) => since);
  const span = Math.max(...begins) - Math.min(...begins);
  const within = alerts.length > 1 && span <= LONGEST_BEGIN_SECONDS ? ` within ${spanOf(span)}` : "";
  const text = told.length > 1 ? `${told.slice(0, -1).join(", ")} and ${told.at(-1)}` : (told[0] ?? "");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${within}`;
}

const spanOf = (span: number): string => formatSeconds(Math.max(1, Math.ceil(span)));

const VERBS: Record<RuleKind, string> = {
  job_slow: "was slow",
  job_failed: "failed",
  job_failing: "kept failing",
  job_late: "was late",
  job_missed: "missed its run",
  job_stuck: "was stuck",
  robot_dropped: "dropped",
  connection_short: "stayed for a moment only",
  battery_low: "ran low on battery",
  cpu_high: "ran hot on CPU",
  memory_high: "ran short of memory",
  latency_high: "answered slowly",
  karma_fallen: "lost karma",
  source_silent: "fell silent",
};
