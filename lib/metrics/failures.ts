import type { JobState } from "./state.ts";

/** Failed runs of one error type. Times are Unix seconds. */
export interface FailureGroup {
  type: string;
  count: number;
  /** The most that came one right after the other. */
  inRow: number;
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
  let row = { type: "", length: 0 };
  for (const run of job?.runs ?? []) {
    if (run.status === "completed") row = { type: "", length: 0 };
    if (run.status !== "failed") continue;
    const before = groups.get(run.error_type);
    row = { type: run.error_type, length: row.type === run.error_type ? row.length + 1 : 1 };
    groups.set(run.error_type, {
      type: run.error_type,
      count: (before?.count ?? 0) + 1,
      inRow: Math.max(before?.inRow ?? 0, row.length),
      first: before?.first ?? run.ended_at,
      last: run.ended_at,
      message: run.error_message,
      runId: run.id,
    });
  }
  return [...groups.values()].sort((a, b) => b.last - a.last || (a.type < b.type ? -1 : 1));
}
