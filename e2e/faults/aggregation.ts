import { JobList, MissionCounts } from "../../lib/metrics/api.ts";
import { OWN_JOB } from "../../lib/metrics/cadence.ts";
import type { RedisProcess } from "../redis-process.ts";
import { leaseKey } from "./kill-points.ts";

const MISSIONS = "brain.events.missions";
const ADD = `for n = 1, tonumber(ARGV[1]) do redis.call('XADD', KEYS[1], '*', 'data', '{"status":"completed"}') end`;

/** Long enough that only who asks for a run causes one. */
export const HOURLY = { aggregationIntervalSeconds: 3600 };

export const JOB_LEASE = leaseKey(`job:${OWN_JOB}`);

export async function addMissions(redis: RedisProcess, count: number): Promise<void> {
  await redis.cli("EVAL", ADD, "1", MISSIONS, String(count));
}

export const runJob = (url: string): Promise<Response> =>
  fetch(`${url}/api/metrics/jobs/${OWN_JOB}/run`, { method: "POST" });

/** As the store has it, whichever gateway is asked. */
export async function countedMissions(url: string): Promise<number> {
  return MissionCounts.parse(await (await fetch(`${url}/api/metrics/missions`)).json()).total;
}

/** How often the runs of the job ended in each way, as a gateway shows them. */
export async function runsByStatus(url: string): Promise<Partial<Record<string, number>>> {
  const { jobs } = JobList.parse(await (await fetch(`${url}/api/metrics/jobs`)).json());
  const runs = jobs.find(({ job_id }) => job_id === OWN_JOB)?.runs ?? [];
  const counts: Partial<Record<string, number>> = {};
  for (const { status } of runs) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

interface Run {
  payload: { entries_processed: number; missions_by_status: Record<string, number> };
}

/** What all completed runs told of together. */
export async function completedRuns(url: string): Promise<{ entries: number; statuses: number }> {
  const query = encodeURIComponent("type:metrics.aggregation_completed");
  const answer = await fetch(`${url}/api/events?query=${query}&limit=1000`);
  const { events } = (await answer.json()) as { events: Run[] };
  const sum = (of: (run: Run) => number) => events.reduce((all, run) => all + of(run), 0);
  return {
    entries: sum(({ payload }) => payload.entries_processed),
    statuses: sum(({ payload }) => payload.missions_by_status.completed ?? 0),
  };
}
