import { agentView } from "../dna/agents.ts";
import { tallyOf } from "../dna/tally.ts";
import { versionsOf } from "../dna/versions.ts";
import type { State } from "../fold.ts";
import { presence } from "../telemetry/presence.ts";
import type { LatestSample } from "../telemetry/sample.ts";
import type { RobotState } from "../telemetry/state.ts";
import { robotState } from "./attention.ts";

/** The fleet by state. */
export function fleetCounts(
  all: Iterable<RobotState>,
  samples: ReadonlyMap<string, LatestSample>,
  now: number,
): Record<"online" | "stale" | "offline" | "dropped", number> {
  const counts = { online: 0, stale: 0, offline: 0, dropped: 0 };
  for (const robot of all) counts[robotState(presence(robot, samples.get(robot.robot_id), now))]++;
  return counts;
}

/** How many robots were connected at `steps` moments from `from` to `to` (Unix seconds), as far as their sessions are kept. */
export function connectedOverTime(
  all: Iterable<RobotState>,
  from: number,
  to: number,
  steps: number,
): { x: number; y: number }[] {
  const spans: [start: number, end: number][][] = [];
  for (const robot of all)
    spans.push([
      ...robot.sessions.map((old): [number, number] => [old.connected_at ?? 0, old.disconnected_at]),
      ...robot.connections.map((open): [number, number] => [open.connected_at, Number.POSITIVE_INFINITY]),
    ]);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const x = from + ((to - from) * i) / steps;
    const connected = spans.filter((own) => own.some(([start, end]) => start <= x && x < end));
    return { x, y: connected.length };
  });
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
  const scores: { at: number; karma: number }[] = [];
  const result: Evolution = {
    agents: agents.size,
    best: null,
    waiting: 0,
    scored: 0,
    improved: 0,
    trend: [],
  };
  for (const agent of agents.values()) {
    const view = agentView(agent);
    if (view.waitingSince !== null) result.waiting++;
    if (view.best !== null && (result.best === null || view.best > result.best.karma))
      result.best = { agentId: view.agentId, karma: view.best };
    const { judged, wentUp } = tallyOf(versionsOf(agent));
    result.scored += judged;
    result.improved += wentUp;
    for (const { evaluated, karma, evaluated_at, created_at } of agent.versions)
      if (evaluated && karma !== null) scores.push({ at: evaluated_at ?? created_at, karma });
  }
  scores.sort((a, b) => a.at - b.at);
  const from = Math.max(0, scores.length - TREND_POINTS);
  for (let end = from + 1; end <= scores.length; end++) {
    const last = scores.slice(Math.max(0, end - TREND_WINDOW), end);
    result.trend.push(last.reduce((sum, { karma }) => sum + karma, 0) / last.length);
  }
  return result;
}
