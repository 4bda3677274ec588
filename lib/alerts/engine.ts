import type { StoredEvent } from "../events/envelope.ts";
import { asKnown } from "../events/known.ts";
import { emptyState, fold, type State } from "../fold.ts";
import { streamIdSeconds } from "../stream-id.ts";
import {
  AGENT_KINDS,
  type Cadence,
  heard,
  JOB_KINDS,
  LEVEL_KINDS,
  ofAgent,
  ofJob,
  ofRobot,
  ofSample,
  ofSource,
  ROBOT_KINDS,
} from "./conditions.ts";
import { inScope, type Rule, type RuleKind } from "./rules.ts";
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
export function createEngine({ rules, state, tracks = [], intervalSeconds, lookingSince }: EngineOptions) {
  const byKind = new Map<RuleKind, Rule[]>();
  const byId = new Map<string, Rule>();
  for (const rule of rules.filter(({ enabled }) => enabled)) {
    byId.set(rule.id, rule);
    byKind.set(rule.kind, [...(byKind.get(rule.kind) ?? []), rule]);
  }
  const entities = {
    jobs: new Map(state.metrics.jobs),
    robots: new Map(state.telemetry.robots),
    agents: new Map(state.dna.agents),
    sources: new Map<string, Cadence>(),
  };
  const running = new Map<string, { rule: Rule; subject: Subject; track: Track }>();
  for (const { rule_id, subject, track } of tracks) {
    const rule = byId.get(rule_id);
    if (rule) running.set(keyOf(rule, subject), { rule, subject, track });
  }
  let nextDue = Number.NEGATIVE_INFINITY;

  /** Lets time pass up to `t`, in the order in which things are due. */
  function pass(t: number, told: Transition[]): void {
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
      for (const rule of byKind.get(kind) ?? []) {
        const key = keyOf(rule, subject);
        const before = running.get(key)?.track ?? null;
        if (!before && !inScope(rule.scope, subject.id)) continue;
        const found = ask(rule);
        if (found === null || (before === null && typeof found !== "object")) continue;
        keep(key, rule, subject, observe(before, rule, ABSENCES.has(kind) ? found : notAhead(found, t), t));
      }
  }

  // Nobody could have seen what was missing before somebody looked.
  const seenOnly = ({ kind }: Rule, found: Found): Found =>
    ABSENCES.has(kind) && typeof found === "object" && found.from < lookingSince
      ? { ...found, from: lookingSince }
      : found;

  function lookAtJob(id: string, t: number): void {
    const job = entities.jobs.get(id);
    if (!job) return;
    look(JOB_KINDS, { kind: "job", id }, t, (rule) => seenOnly(rule, ofJob(rule, job, intervalSeconds)));
  }
  function lookAtRobot(id: string, t: number): void {
    const robot = entities.robots.get(id);
    if (!robot) return;
    look(ROBOT_KINDS, { kind: "robot", id }, t, (rule) => ofRobot(rule, robot));
    // What a robot that is gone said last is no news.
    if (robot.connections.length === 0) look(LEVEL_KINDS, { kind: "robot", id }, t, () => "no_data");
  }
  function lookAtAgent(id: string, t: number): void {
    const agent = entities.agents.get(id);
    if (agent) look(AGENT_KINDS, { kind: "agent", id }, t, (rule) => ofAgent(rule, agent));
  }
  function lookAtSource(id: string, t: number): void {
    const cadence = entities.sources.get(id);
    if (cadence)
      look(["source_silent"], { kind: "source", id }, t, (rule) => seenOnly(rule, ofSource(rule, cadence)));
  }

  function apply(event: StoredEvent, t: number): void {
    // An alert's own events are no sign of life of what they are about.
    if (!event.type.startsWith("alert.")) {
      entities.sources.set(event.source, heard(entities.sources.get(event.source), t, event.stream_id));
      lookAtSource(event.source, t);
    }
    const known = asKnown(event);
    if (!known) return;
    const payload = known.payload as { job_id?: string; robot_id?: string; agent_id?: string };
    const next = fold(only(entities, payload), [event]);
    for (const [id, job] of next.metrics.jobs) {
      entities.jobs.set(id, job);
      lookAtJob(id, t);
    }
    for (const [id, robot] of next.telemetry.robots) {
      entities.robots.set(id, robot);
      lookAtRobot(id, t);
    }
    for (const [id, agent] of next.dna.agents) {
      entities.agents.set(id, agent);
      lookAtAgent(id, t);
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
    /** Looks at everything that is known: for an engine that begins. */
    begin(now: number): void {
      for (const id of entities.jobs.keys()) lookAtJob(id, now);
      for (const id of entities.robots.keys()) lookAtRobot(id, now);
      for (const id of entities.agents.keys()) lookAtAgent(id, now);
    },
    tracks: (): SavedTrack[] =>
      [...running.values()].map(({ rule, subject, track }) => ({ rule_id: rule.id, subject, track })),
  };
}

/** What begins by itself when nothing comes. */
const ABSENCES: ReadonlySet<RuleKind> = new Set(["job_late", "job_missed", "job_stuck", "source_silent"]);

// A producer's clock may run ahead: what is here has begun.
const notAhead = (found: Found, t: number): Found =>
  typeof found === "object" && found.from > t ? { ...found, from: t } : found;

const keyOf = (rule: Rule, subject: Subject): string => `${rule.id} ${subjectKey(subject)}`;

/** A state that holds nothing but whom an event is about: folding one event must not cost more for a large fleet. */
function only(
  entities: {
    jobs: State["metrics"]["jobs"];
    robots: State["telemetry"]["robots"];
    agents: State["dna"]["agents"];
  },
  { job_id, robot_id, agent_id }: { job_id?: string; robot_id?: string; agent_id?: string },
): State {
  const one = <T>(from: ReadonlyMap<string, T>, id: string | undefined): ReadonlyMap<string, T> => {
    const value = id === undefined ? undefined : from.get(id);
    return new Map(id === undefined || value === undefined ? [] : [[id, value]]);
  };
  return {
    ...emptyState,
    metrics: { jobs: one(entities.jobs, job_id) },
    telemetry: { robots: one(entities.robots, robot_id) },
    dna: { agents: one(entities.agents, agent_id) },
  };
}
