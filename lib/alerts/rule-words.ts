import { formatMs, formatNumber, formatSeconds, plural } from "../format.ts";
import type { RuleKind } from "./kinds.ts";
import type { Subject } from "./track.ts";

/** What people read of a kind of rule. */
interface KindWords {
  name: string;
  /** What its threshold is, before the value: "A run takes longer than 5.00 s". */
  before: string;
  after?: string;
  unit: Unit;
  /** Where a slider for its threshold begins and ends, and its step. */
  range: readonly [low: number, high: number, step: number];
  subject: Subject["kind"];
}

type Unit = "ms" | "percent" | "seconds" | "runs" | "pauses" | "intervals" | "karma" | "none";

const KINDS: Record<RuleKind, KindWords> = {
  job_failed: {
    name: "Run failed",
    before: "The last run failed",
    unit: "none",
    range: [0, 0, 1],
    subject: "job",
  },
  job_failing: {
    name: "Runs keep failing",
    before: "More than",
    after: "failed",
    unit: "runs",
    range: [1, 10, 1],
    subject: "job",
  },
  job_slow: {
    name: "Run slow",
    before: "A run takes longer than",
    unit: "ms",
    range: [500, 20_000, 100],
    subject: "job",
  },
  job_late: {
    name: "Run late",
    before: "No start for more than",
    unit: "intervals",
    range: [1.1, 4, 0.1],
    subject: "job",
  },
  job_missed: {
    name: "Run missed",
    before: "No start for more than",
    unit: "intervals",
    range: [1.5, 10, 0.5],
    subject: "job",
  },
  job_stuck: {
    name: "Run stuck",
    before: "A run has not ended for more than",
    unit: "intervals",
    range: [1, 10, 0.5],
    subject: "job",
  },
  robot_dropped: {
    name: "Robot dropped",
    before: "A robot was lost and is not back",
    unit: "none",
    range: [0, 0, 1],
    subject: "robot",
  },
  connection_short: {
    name: "Connection short",
    before: "A connection lasted less than",
    unit: "seconds",
    range: [5, 300, 5],
    subject: "robot",
  },
  battery_low: {
    name: "Battery low",
    before: "The battery is below",
    unit: "percent",
    range: [1, 60, 1],
    subject: "robot",
  },
  cpu_high: {
    name: "CPU high",
    before: "The CPU is above",
    unit: "percent",
    range: [40, 99, 1],
    subject: "robot",
  },
  memory_high: {
    name: "Memory high",
    before: "The memory is above",
    unit: "percent",
    range: [40, 99, 1],
    subject: "robot",
  },
  latency_high: {
    name: "Latency high",
    before: "The latency is above",
    unit: "ms",
    range: [20, 2_000, 10],
    subject: "robot",
  },
  karma_fallen: {
    name: "Karma fallen",
    before: "An agent stays below its best by more than",
    unit: "karma",
    range: [0.01, 0.5, 0.01],
    subject: "agent",
  },
  source_silent: {
    name: "Source silent",
    before: "A producer is silent for more than",
    unit: "pauses",
    range: [2, 20, 1],
    subject: "source",
  },
};

export const kindName = (kind: RuleKind): string => KINDS[kind].name;
export const kindSubject = (kind: RuleKind): Subject["kind"] => KINDS[kind].subject;
export const kindRange = (kind: RuleKind): KindWords["range"] => KINDS[kind].range;
/** Whether its threshold says anything: something that either is or isn't has none. */
export const hasThreshold = (kind: RuleKind): boolean => KINDS[kind].unit !== "none";

/** "A run takes longer than 5.00 s". */
export function conditionWords(kind: RuleKind, threshold: number): string {
  const { before, after, unit } = KINDS[kind];
  return [before, unit === "none" ? "" : inUnit(unit, threshold), after].filter(Boolean).join(" ");
}

/** A threshold as it is compared: "5.00 s", "20 %", "2 × the interval". */
export const thresholdWords = (kind: RuleKind, threshold: number): string =>
  inUnit(KINDS[kind].unit, threshold);

/** What was compared, in its own unit; of a job that didn't start or end the time allowed, of a silence too. */
export function valueWords(kind: RuleKind, value: number): string {
  switch (kind) {
    case "job_late":
    case "job_missed":
    case "job_stuck":
    case "source_silent":
      return `longer than ${formatSeconds(value)}`;
    case "job_failed":
    case "job_failing":
      return value > 1 ? `${formatNumber(value)} in a row` : "once";
    case "robot_dropped":
      return "gone";
    default:
      return inUnit(KINDS[kind].unit, value);
  }
}

function inUnit(unit: Unit, value: number): string {
  switch (unit) {
    case "ms":
      return formatMs(value);
    case "seconds":
      return formatSeconds(value);
    case "percent":
      return `${formatNumber(value, Number.isInteger(value) ? 0 : 1)} %`;
    case "intervals":
      return `${formatNumber(value, Number.isInteger(value) ? 0 : 1)} intervals`;
    case "karma":
      return formatNumber(value, 2);
    case "runs":
      return `${plural(value, "run")} in a row`;
    case "pauses":
      return `${formatNumber(value)} times its usual pause`;
    case "none":
      return "";
  }
}

interface Tried {
  fired: number;
  exact: boolean;
  under_a_minute: number;
  from: number;
  held_from: number;
  to: number;
}

/**
 * "would have fired 3 times in 7 days, twice for under a minute"; "in the 2 days held" where less is held than asked; "about"
 * where it isn't exact.
 */
export function whatIfWords({ fired, exact, under_a_minute, from, held_from, to }: Tried): string {
  const seconds = to - held_from;
  const days = seconds / 86_400;
  const span = days >= 1.5 ? plural(Math.round(days), "day") : formatSeconds(seconds);
  const time = held_from > from ? `the ${span} held` : span;
  if (fired === 0) return `would not have fired in ${time}`;
  const brief = under_a_minute === 0 ? "" : `, ${timesWords(under_a_minute)} for under a minute`;
  return `would have fired ${exact ? "" : "about "}${timesWords(fired)} in ${time}${brief}`;
}

const timesWords = (count: number): string =>
  count === 1 ? "once" : count === 2 ? "twice" : `${formatNumber(count)} times`;
