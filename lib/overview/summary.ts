import { agentView } from "../dna/agents.ts";
import type { AgentState } from "../dna/state.ts";
import { tallyOf } from "../dna/tally.ts";
import { versionsOf } from "../dna/versions.ts";
import type { State } from "../fold.ts";
import { oncePer } from "../once-per.ts";
import { presence } from "../telemetry/presence.ts";
import { type Proof, provenConnections } from "../telemetry/proof.ts";
import type { LatestSample } from "../telemetry/sample.ts";
import { type RobotState, SESSIONS_KEPT } from "../telemetry/state.ts";
import { type RobotWord, robotState } from "./at-this-moment.ts";

/** The fleet by state. */
export function fleetCounts(
  all: Iterable<RobotState>,
  samples: ReadonlyMap<string, LatestSample>,
  now: number,
  proof: Proof | null,
): Record<RobotWord, number> {
  const counts = { online: 0, stale: 0, unknown: 0, offline: 0, dropped: 0 };
  for (const robot of all) counts[robotState(presence(robot, samples.get(robot.robot_id), now, proof))]++;
  return counts;
}

/**
 * From when on `connectedOverTime` tells of every robot, in Unix seconds: since the first one was seen, but for one that
 * came and went often not before the oldest session that is kept of it.
 */
export function knownSince(all: Iterable<RobotState>): number {
  let [first, complete] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { first_seen_at, sessions } of all) {
    first = Math.min(first, first_seen_at);
    const oldest = sessions[0];
    if (sessions.length >= SESSIONS_KEPT && oldest)
      complete = Math.max(complete, oldest.connected_at ?? oldest.disconnected_at);
  }
  return Math.max(first, complete);
}

/**
 * How many robots were connected at `steps` moments from `from` to `to` (Unix seconds), as far as their sessions are
 * kept: those that nobody vouches for any more up to when that began.
 */
export function connectedOverTime(
  all: Iterable<RobotState>,
  { from, to, steps }: { from: number; to: number; steps: number },
  proof: Proof | null,
): { x: number; y: number }[] {
  const stepSeconds = (to - from) / steps;
  // The first moment that is not before a time.
  const place = (at: number) => Math.min(steps + 1, Math.max(0, Math.ceil((at - from) / stepSeconds)));
  const changes = new Int32Array(steps + 2);
  for (const robot of all)
    for (const [start, end] of connectedSpans(robot, proof)) {
      const [came, went] = [place(start), place(end)];
      changes[came] = (changes[came] ?? 0) + 1;
      changes[went] = (changes[went] ?? 0) - 1;
    }
  let connected = 0;
  return Array.from({ length: steps + 1 }, (_, step) => {
    connected += changes[step] ?? 0;
    return { x: from + step * stepSeconds, y: connected };
  });
}

type Span = [start: number, end: number];

/** When a robot had at least one connection, without overlaps. */
function connectedSpans(robot: RobotState, proof: Proof | null): Span[] {
  const proven = provenConnections(robot, proof);
  const spans = [
    ...robot.sessions.map((old): Span => [old.connected_at ?? 0, old.disconnected_at]),
    ...robot.connections.map((open): Span => {
      const isOpen = proof === null || proven.includes(open);
      return [open.connected_at, isOpen ? Number.POSITIVE_INFINITY : proof.since];
    }),
  ].sort((a, b) => a[0] - b[0]);
  const joined: Span[] = [];
  for (const [start, end] of spans) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

export interface Evolution {
  agents: number;
  best: { agentId: string; karma: number } | null;
  waiting: number;
  /** Scored mutations that are kept, and how many of them did better than what they came from. */
  scored: number;
  improved: number;
  /** Mean karma of the last ten scores of all agents, one value per score, oldest first. */
  trend: number[];
}

const TREND_WINDOW = 10;
const TREND_POINTS = 120;

export function evolutionOf({ agents }: State["dna"]): Evolution {
  const result: Evolution = {
    agents: agents.size,
    best: null,
    waiting: 0,
    scored: 0,
    improved: 0,
    trend: [],
  };
  const scores: Score[] = [];
  for (const state of agents.values()) {
    const agent = summaryOf(state);
    if (agent.waits) result.waiting++;
    if (agent.best !== null && (result.best === null || agent.best > result.best.karma))
      result.best = { agentId: state.agent_id, karma: agent.best };
    result.scored += agent.judged;
    result.improved += agent.wentUp;
    scores.push(...agent.scores);
  }
  scores.sort((a, b) => a.at - b.at);
  const from = Math.max(0, scores.length - TREND_POINTS);
  for (let end = from + 1; end <= scores.length; end++) {
    const last = scores.slice(Math.max(0, end - TREND_WINDOW), end);
    result.trend.push(last.reduce((sum, { karma }) => sum + karma, 0) / last.length);
  }
  return result;
}

interface Score {
  at: number;
  karma: number;
}

/** What one agent adds to the whole. */
const summaryOf = oncePer((agent: AgentState) => {
  const { best, waitingSince } = agentView(agent);
  const { judged, wentUp } = tallyOf(versionsOf(agent));
  const scores = agent.versions.flatMap(({ evaluated, karma, evaluated_at, created_at }): Score[] =>
    evaluated && karma !== null ? [{ at: evaluated_at ?? created_at, karma }] : [],
  );
  return { best, waits: waitingSince !== null, judged, wentUp, scores };
});
