import type { Rule } from "./rules.ts";

/** Whom an alert is about. */
export interface Subject {
  kind: "job" | "robot" | "agent" | "source";
  id: string;
}

export const subjectKey = ({ kind, id }: Subject): string => `${kind} ${id}`;

/**
 * A condition that holds from a time on, in Unix seconds. `from` may lie ahead: then it begins unless something comes.
 * `until` is when it is over by itself.
 */
export interface Breach {
  from: number;
  until?: number;
  /** What was compared with the threshold, in the unit of the rule's kind. */
  value: number;
  /** The event that showed it; null where it wasn't an event. */
  stream_id: string | null;
}

/** What a condition says now. `between` has left the threshold and is not yet back at the recovery value. */
export type Found = "fine" | "between" | "no_data" | Breach;

/** One alert as it fired. Times are Unix seconds. */
export interface Alert {
  /** The same for the same rule, subject and time, whoever evaluates. */
  id: string;
  rule_id: string;
  kind: Rule["kind"];
  severity: Rule["severity"];
  subject: Subject;
  /** Since when the condition held; it fired when that had lasted long enough. */
  since: number;
  fired_at: number;
  value: number;
  threshold: number;
  /** The value furthest beyond the threshold. */
  worst: number;
  stream_id: string | null;
  /** How often it came back before it was over. */
  flaps: number;
}

/** Where one rule stands with one subject. */
export type Track =
  | { is: "pending"; breach: Breach }
  /** `no_data`: nobody can say whether it still holds. */
  | { is: "firing"; breach: Breach; alert: Alert; no_data: boolean }
  /** It is over since then; `breach` is the next one where that is known already. */
  | { is: "recovering"; since: number; breach: Breach | null; alert: Alert }
  /** Cleared then; what comes back meanwhile is the same alert. */
  | { is: "cooling"; since: number; breach: Breach | null; alert: Alert };

export interface Transition {
  kind: "fired" | "reopened" | "cleared";
  at: number;
  alert: Alert;
  /** Of the stream that is told it once more, since it took the place of the one that was; missing where it happens. */
  epoch?: string;
}

export interface Step {
  track: Track | null;
  told: Transition[];
}

/**
 * Everything that time alone has done before `t`: nothing at `t` itself, so that a boundary stays silent.
 * How often it is called doesn't matter.
 */
export function advance(track: Track | null, rule: Rule, subject: Subject, t: number): Step {
  const told: Transition[] = [];
  let now = track;
  for (let next = due(now, rule); now && next < t; next = due(now, rule))
    now = happen(now, rule, subject, next, told);
  return { track: now, told };
}

/** When time alone changes it next; never, if it doesn't. */
export function due(track: Track | null, rule: Rule): number {
  if (!track) return Number.POSITIVE_INFINITY;
  switch (track.is) {
    case "pending":
      return Math.min(track.breach.from + rule.pending_seconds, untilOf(track.breach));
    case "firing":
      return untilOf(track.breach);
    case "recovering":
      return Math.min(track.since + rule.recovery_seconds, track.breach?.from ?? Number.POSITIVE_INFINITY);
    case "cooling":
      return Math.min(track.since + rule.cooldown_seconds, firesAt(track.breach, rule));
  }
}

const untilOf = ({ until }: Breach): number => until ?? Number.POSITIVE_INFINITY;
const firesAt = (breach: Breach | null, rule: Rule): number =>
  breach ? breach.from + rule.pending_seconds : Number.POSITIVE_INFINITY;

function happen(track: Track, rule: Rule, subject: Subject, at: number, told: Transition[]): Track | null {
  switch (track.is) {
    case "pending": {
      if (at >= untilOf(track.breach)) return null;
      const alert = newAlert(rule, subject, track.breach, at);
      told.push({ kind: "fired", at, alert });
      return { is: "firing", breach: track.breach, alert, no_data: false };
    }
    case "firing":
      return { is: "recovering", since: at, breach: null, alert: track.alert };
    case "recovering": {
      const { breach, alert } = track;
      if (breach && breach.from <= at) return again(breach, alert, rule);
      told.push({ kind: "cleared", at, alert });
      return { is: "cooling", since: at, breach, alert };
    }
    case "cooling": {
      const { breach, alert } = track;
      if (breach && firesAt(breach, rule) <= at) {
        const firing = again(breach, alert, rule);
        told.push({ kind: "reopened", at, alert: firing.alert });
        return firing;
      }
      return breach && { is: "pending", breach };
    }
  }
}

/** A track after what its condition says at `t`; everything before `t` has happened already. */
export function observe(track: Track | null, rule: Rule, said: Found, t: number): Track | null {
  const found = typeof said === "object" && untilOf(said) <= t ? "fine" : said;
  const breach = typeof found === "object" ? found : null;
  const breached = breach !== null && breach.from <= t;
  switch (track?.is) {
    case undefined:
      return breach && { is: "pending", breach };
    case "pending":
      if (found === "between") return track;
      // As long as it goes on, it began when it began.
      return breach && { is: "pending", breach: breached ? continued(track.breach, breach, t) : breach };
    case "firing":
      if (found === "between") return { ...track, no_data: false };
      if (found === "no_data") return { ...track, no_data: true };
      if (breached)
        return {
          is: "firing",
          breach: continued(track.breach, breach, t),
          alert: worse(track.alert, breach, rule),
          no_data: false,
        };
      return { is: "recovering", since: t, breach, alert: track.alert };
    case "recovering":
      if (found === "between" || found === "no_data") return track;
      return breached ? again(breach, track.alert, rule) : { ...track, breach };
    case "cooling":
      if (found === "between") return track;
      return { ...track, breach: breached && track.breach ? continued(track.breach, breach, t) : breach };
  }
}

const continued = (before: Breach, breach: Breach, t: number): Breach =>
  before.from < t ? { ...breach, from: Math.min(before.from, breach.from) } : breach;

const again = (breach: Breach, alert: Alert, rule: Rule) =>
  ({
    is: "firing",
    breach,
    alert: { ...worse(alert, breach, rule), flaps: alert.flaps + 1 },
    no_data: false,
  }) as const;

function worse(alert: Alert, { value }: Breach, rule: Rule): Alert {
  const worst = isLow(rule) ? Math.min(alert.worst, value) : Math.max(alert.worst, value);
  return { ...alert, value, worst };
}

/** Rules for which less is worse. */
export const isLow = ({ kind }: Pick<Rule, "kind">): boolean =>
  kind === "battery_low" || kind === "connection_short";

const newAlert = (rule: Rule, subject: Subject, breach: Breach, firedAt: number): Alert => ({
  id: `${rule.id}.${subject.kind}.${Math.round(firedAt * 1000)}.${encodeURIComponent(subject.id)}`,
  rule_id: rule.id,
  kind: rule.kind,
  severity: rule.severity,
  subject,
  since: breach.from,
  fired_at: firedAt,
  value: breach.value,
  threshold: rule.threshold,
  worst: breach.value,
  stream_id: breach.stream_id,
  flaps: 0,
});
