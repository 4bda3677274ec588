import type { StoredEvent } from "../events/envelope.ts";
import type { State } from "../fold.ts";
import { streamIdSeconds } from "../stream-id.ts";
import { AGENT_KINDS, type Cadence, JOB_KINDS, LEVEL_KINDS, ofSample, ROBOT_KINDS } from "./conditions.ts";
import { createEntities } from "./entities.ts";
import type { RuleKind } from "./kinds.ts";
import type { Rule } from "./rules.ts";
import { inScope } from "./scope.ts";
import {
  advance,
  due,
  type Found,
  observe,
  type Subject,
  subjectKey,
  type Track,
  type Transition,
} from "./track.ts";

/** What an engine must not forget: where each rule stands with each subject. JSON. */
export interface SavedTrack {
  rule_id: string;
  subject: Subject;
  track: Track;
}

export interface EngineOptions {
  rules: readonly Rule[];
  /** What is known of jobs, robots and agents when it begins. */
  state: State;
  tracks?: readonly SavedTrack[];
  /** How often each producer speaks, as far as that is known. */
  cadences?: readonly [source: string, Cadence][];
  /** How often the own job is due. */
  intervalSeconds: number;
  /**
   * Since when somebody has been looking, Unix seconds: what is missing is missed from then on only, so that nobody is
   * woken because this server was away.
   */
  lookingSince: number;
}

export type AlertEngine = ReturnType<typeof createEngine>;

/**
 * Evaluates rules over a stream, in its order. The same events, samples and times give the same transitions, however they
 * are cut into calls: what time alone brings happens at its own moment. Nothing is read, written or waited for.
 */
export function createEngine(options: EngineOptions) {
  const { state, tracks = [], cadences = [], intervalSeconds } = options;
  let { lookingSince } = options;
  let rules = ruleBook(options.rules);
  const entities = createEntities(state, cadences);
  const running = new Map<string, { rule: Rule; subject: Subject; track: Track }>();
  let nextDue = Number.NEGATIVE_INFINITY;

  // No alert begins before the rule that it goes by.
  let ruledSince = Number.NEGATIVE_INFINITY;
  let reached = Number.NEGATIVE_INFINITY;
  load(tracks);

  function load(saved: readonly SavedTrack[]): void {
    for (const { rule_id, subject, track } of saved) {
      const rule = rules.byId.get(rule_id);
      if (rule) keep(keyOf(rule, subject), rule, subject, track);
    }
  }

  /** Lets time pass up to `t`, in the order in which things are due. */
  function pass(t: number, told: Transition[]): void {
    reached = Math.max(reached, t);
    if (nextDue >= t) return;
    nextDue = Number.POSITIVE_INFINITY;
    const passed: Transition[] = [];
    for (const [key, one] of running) {
      const step = advance(one.track, one.rule, one.subject, t);
      passed.push(...step.told);
      keep(key, one.rule, one.subject, step.track);
    }
    told.push(...passed.sort((a, b) => a.at - b.at || (a.alert.id < b.alert.id ? -1 : 1)));
  }

  function keep(key: string, rule: Rule, subject: Subject, track: Track | null): void {
    if (!track) running.delete(key);
    else {
      running.set(key, { rule, subject, track });
      nextDue = Math.min(nextDue, due(track, rule));
    }
  }

  function look(
    kinds: readonly RuleKind[],
    subject: Subject,
    t: number,
    ask: (rule: Rule) => Found | null,
  ): void {
    for (const kind of kinds)
      for (const rule of rules.byKind.get(kind) ?? []) {
        const key = keyOf(rule, subject);
        const before = running.get(key)?.track ?? null;
        if (!before && !inScope(rule.scope, subject.id)) continue;
        const found = ask(rule);
        if (found === null || (before === null && typeof found !== "object")) continue;
        const here = ABSENCES.has(kind) ? found : notAhead(found, t);
        keep(key, rule, subject, observe(before, rule, before ? here : notBefore(here, ruledSince), t));
      }
  }

  const ask = (rule: Rule, subject: Subject): Found | null =>
    entities.ask(rule, subject, { intervalSeconds, lookingSince, missedAfter: missedAfter(subject.id) });

  function missedAfter(jobId: string): number {
    const fitting = (rules.byKind.get("job_missed") ?? []).filter(({ scope }) => inScope(scope, jobId));
    return Math.min(...fitting.map(({ threshold }) => threshold));
  }

  const lookAt = (kinds: readonly RuleKind[], subject: Subject, t: number): void =>
    look(kinds, subject, t, (rule) => ask(rule, subject));

  /** What isn't there yet is looked at again; what was found stays found. */
  function lookAgain(t: number): void {
    for (const [key, { rule, subject, track }] of [...running])
      if (ABSENCES.has(rule.kind) && track.is !== "firing") {
        const found = ask(rule, subject);
        if (found !== null) keep(key, rule, subject, observe(track, rule, found, t));
      }
  }

  function apply(event: StoredEvent, t: number): void {
    for (const subject of entities.take(event, t)) {
      lookAt(KINDS_OF[subject.kind], subject, t);
      // What a robot that is gone said last is no news.
      if (subject.kind === "robot" && entities.isAway(subject.id))
        look(LEVEL_KINDS, subject, t, () => "no_data");
    }
  }

  return {
    /** Events in stream order; each happens when the stream took it. */
    events(events: readonly StoredEvent[]): Transition[] {
      const told: Transition[] = [];
      for (const event of events) {
        const t = streamIdSeconds(event.stream_id);
        pass(t, told);
        apply(event, t);
      }
      return told;
    },
    /** A robot's sample as it was received. */
    sample(robotId: string, metrics: Readonly<Record<string, number>>, at: number): Transition[] {
      const told: Transition[] = [];
      pass(at, told);
      look(LEVEL_KINDS, { kind: "robot", id: robotId }, at, (rule) => ofSample(rule, metrics, at));
      return told;
    },
    /** Lets time pass. */
    tick(now: number): Transition[] {
      const told: Transition[] = [];
      pass(now, told);
      return told;
    },
    /** Somebody looks since `from` only: what is missing is missed from then on. What was found already stays. */
    lookSince(from: number): void {
      lookingSince = from;
      lookAgain(Math.min(reached, from));
    },
    /** For an engine that begins without tracks: jobs that are known may be late some day. What was wrong before is past. */
    begin(now: number): void {
      reached = Math.max(reached, now);
      for (const id of entities.jobs()) lookAt(JOB_ABSENCES, { kind: "job", id }, now);
    },
    /** Other rules from `at` on: what no rule says any more is over. */
    change(next: readonly Rule[], at: number): Transition[] {
      const told: Transition[] = [];
      pass(at, told);
      rules = ruleBook(next);
      ruledSince = at;
      for (const [key, { subject, track, ...before }] of [...running]) {
        const rule = rules.byId.get(before.rule.id);
        if (rule && inScope(rule.scope, subject.id)) {
          const said = ask(rule, subject);
          const found = said === null || ABSENCES.has(rule.kind) ? said : notAhead(said, at);
          const stays = found === null || (track.is === "firing" && ABSENCES.has(rule.kind));
          keep(key, rule, subject, stays ? track : observe(track, rule, found, at));
        } else {
          running.delete(key);
          if (track.is === "firing" || track.is === "recovering")
            told.push({ kind: "cleared", at, alert: track.alert });
        }
      }
      for (const id of entities.jobs()) lookAt(JOB_ABSENCES, { kind: "job", id }, at);
      return told;
    },
    /** What is known of a subject from elsewhere takes the place of what was known here. */
    replace(subject: Subject, saved: readonly SavedTrack[]): void {
      for (const [key, one] of [...running])
        if (subjectKey(one.subject) === subjectKey(subject)) running.delete(key);
      load(saved);
    },
    tracks: (): SavedTrack[] =>
      [...running.values()].map(({ rule, subject, track }) => ({ rule_id: rule.id, subject, track })),
    cadences: entities.cadences,
  };
}

/** Those that are on, by what they are asked for. */
function ruleBook(rules: readonly Rule[]) {
  const byKind = new Map<RuleKind, Rule[]>();
  const byId = new Map<string, Rule>();
  for (const rule of rules.filter(({ enabled }) => enabled)) {
    byId.set(rule.id, rule);
    byKind.set(rule.kind, [...(byKind.get(rule.kind) ?? []), rule]);
  }
  return { byKind, byId };
}

const KINDS_OF: Record<Subject["kind"], readonly RuleKind[]> = {
  job: JOB_KINDS,
  robot: ROBOT_KINDS,
  agent: AGENT_KINDS,
  source: ["source_silent"],
};
const JOB_ABSENCES = ["job_late", "job_missed", "job_stuck"] as const;
/** What begins by itself when nothing comes. */
const ABSENCES: ReadonlySet<RuleKind> = new Set(["job_late", "job_missed", "job_stuck", "source_silent"]);

// A producer's clock may run ahead: what is here has begun.
const notAhead = (found: Found, t: number): Found =>
  typeof found === "object" && found.from > t ? { ...found, from: t } : found;

const notBefore = (found: Found, since: number): Found =>
  typeof found === "object" && found.from < since ? { ...found, from: since } : found;

const keyOf = (rule: Rule, subject: Subject): string => `${rule.id} ${subjectKey(subject)}`;
