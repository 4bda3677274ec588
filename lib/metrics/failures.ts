import type { JobState } from "./state.ts";

/** Failed runs of one error type. Times are Unix seconds. */
export interface FailureGroup {
  type: string;
  count: number;
  first: number;
  last: number;
  /** Of the newest one. */
  message: string;
  /** The newest run of the group. */
  runId: string;
}

/** The failures among the kept runs by their type, the newest group first. */
export function failureGroups(job: JobState | undefined): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const run of job?.runs ?? []) {
    if (run.status !== "failed") continue;
    const before = groups.get(run.error_type);
    groups.set(run.error_type, {
      type: run.error_type,
      count: (before?.count ?? 0) + 1,
      first: before?.first ?? run.ended_at,
      last: run.ended_at,
      message: run.error_message,
      runId: run.id,
    });
  }
  return [...groups.values()].sort((a, b) => b.last - a.last || (a.type < b.type ? -1 : 1));
}
