import type { AlertState, AlertsState } from "../alerts/state.ts";
import type { AgentState, DnaState } from "../dna/state.ts";
import type { JobState, Run } from "../metrics/state.ts";
import { compareStreamIds, type StreamId } from "../stream-id.ts";
import type { RobotState } from "../telemetry/state.ts";

/** Which event a number came from: stream ids, null where it is older than what the state keeps. */

/** The newest score of all agents. */
export function newestScore({ agents }: DnaState): StreamId | null {
  let newest: { streamId: StreamId; at: number } | null = null;
  for (const { versions } of agents.values())
    for (const { evaluated, evaluated_at, created_at, stream_id } of versions) {
      const at = evaluated_at ?? created_at;
      if (evaluated && (newest === null || at > newest.at)) newest = { streamId: stream_id, at };
    }
  return newest?.streamId ?? null;
}

/** The event that told of a run last: its end, or its start while it runs. */
export const runOrigin = (run: Run | undefined): StreamId | null =>
  run ? (run.end_id ?? (run.status === "running" || run.status === "lost" ? run.id : null)) : null;

export const lastRunOrigin = (job: JobState | undefined): StreamId | null => runOrigin(job?.runs.at(-1));

/** The run that was the last to count a mission of this status; null where none that is kept did. */
export const missionOrigin = (job: JobState | undefined, status: string): StreamId | null =>
  runOrigin(job?.runs.findLast((run) => run.status === "completed" && (run.by_status?.[status] ?? 0) > 0));

/** The event that made a robot be connected, or not. */
export const presenceOrigin = ({ connections, sessions }: RobotState): StreamId | null =>
  (connections[0] ?? sessions.at(-1))?.stream_id ?? null;

/** The newest coming or going of any robot. */
export function newestPresence(robots: Iterable<RobotState>): StreamId | null {
  const ids: (StreamId | undefined)[] = [];
  for (const { connections, sessions } of robots)
    ids.push(connections.at(-1)?.stream_id, sessions.at(-1)?.stream_id);
  return newestOf(ids);
}

/** The newest word of any agent. */
export function newestVersion({ agents }: DnaState): StreamId | null {
  let newest: AgentState | null = null;
  for (const agent of agents.values())
    if (newest === null || agent.last_event_at >= newest.last_event_at) newest = agent;
  return newestOf((newest?.versions ?? []).map(({ stream_id }) => stream_id));
}

/** The newest word of any alert: it fired, changed or ended. */
export const newestAlert = ({ active, ended }: AlertsState): StreamId | null =>
  newestOf([...active.values(), ...ended].map(({ stream_id }) => stream_id));

/** What showed an alert; where that is no event, the one that told of it. */
export const alertOrigin = ({ shown_by, fired_id }: AlertState): StreamId => shown_by ?? fired_id;

function newestOf(ids: Iterable<StreamId | undefined>): StreamId | null {
  let newest: StreamId | null = null;
  for (const id of ids) if (id && (newest === null || compareStreamIds(id, newest) > 0)) newest = id;
  return newest;
}
