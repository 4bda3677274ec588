import type { StoredEvent } from "../events/envelope.ts";
import { NAMES_KEPT } from "../events/feed.ts";
import { asKnown } from "../events/known.ts";
import { emptyState, fold, type State } from "../fold.ts";
import {
  type Cadence,
  type Expected,
  heard,
  isLevel,
  ofAgent,
  ofJob,
  ofRobot,
  ofSource,
} from "./conditions.ts";
import type { Rule } from "./rules.ts";
import type { Found, Subject } from "./track.ts";

export type Entities = ReturnType<typeof createEntities>;

/** What an engine knows of whom its rules are about: one event costs the same for a large fleet as for a small one. */
export function createEntities(state: State, cadences: readonly [string, Cadence][]) {
  const jobs = new Map(state.metrics.jobs);
  const robots = new Map(state.telemetry.robots);
  const agents = new Map(state.dna.agents);
  const sources = new Map<string, Cadence>(cadences);

  function hear({ source, stream_id }: StoredEvent, t: number): Subject[] {
    if (!sources.has(source) && sources.size >= NAMES_KEPT) return [];
    sources.set(source, heard(sources.get(source), t, stream_id));
    return [{ kind: "source", id: source }];
  }

  return {
    /** Takes an event that came at `t`; whom it says something new about. */
    take(event: StoredEvent, t: number): Subject[] {
      // An alert's own events are no sign of life of what they are about.
      if (event.type.startsWith("alert.")) return [];
      const touched = hear(event, t);
      const known = asKnown(event);
      if (!known) return touched;
      const { job_id, robot_id, agent_id } = known.payload as Partial<Record<string, string>>;
      const next = fold(
        {
          ...emptyState,
          metrics: { jobs: one(jobs, job_id) },
          telemetry: { robots: one(robots, robot_id) },
          dna: { agents: one(agents, agent_id) },
        },
        [event],
      );
      for (const [id, job] of next.metrics.jobs) {
        jobs.set(id, job);
        touched.push({ kind: "job", id });
      }
      for (const [id, robot] of next.telemetry.robots) {
        robots.set(id, robot);
        touched.push({ kind: "robot", id });
      }
      for (const [id, agent] of next.dna.agents) {
        agents.set(id, agent);
        touched.push({ kind: "agent", id });
      }
      return touched;
    },

    /** What a rule's condition says of a subject; null where only a sample could tell, or nothing is known. */
    ask(rule: Rule, { kind, id }: Subject, expected: Expected): Found | null {
      switch (kind) {
        case "job": {
          const job = jobs.get(id);
          return job ? ofJob(rule, job, expected) : null;
        }
        case "robot": {
          const robot = robots.get(id);
          return robot && !isLevel(rule) ? ofRobot(rule, robot) : null;
        }
        case "agent": {
          const agent = agents.get(id);
          return agent ? ofAgent(rule, agent) : null;
        }
        case "source": {
          const cadence = sources.get(id);
          return cadence ? ofSource(rule, cadence, expected.lookingSince) : null;
        }
      }
    },

    isAway: (robotId: string): boolean => robots.get(robotId)?.connections.length === 0,
    jobs: () => jobs.keys(),
    cadences: (): [string, Cadence][] => [...sources],
  };
}

const one = <T>(from: ReadonlyMap<string, T>, id: string | undefined): ReadonlyMap<string, T> => {
  const value = id === undefined ? undefined : from.get(id);
  return new Map(id === undefined || value === undefined ? [] : [[id, value]]);
};
