import type {
  JobList,
  JobRunResult,
  MissionCounts,
  MissionsAccepted,
  MissionsRequest,
} from "#lib/metrics/api";

export interface MetricsService {
  jobs(): Promise<JobList> | JobList;
  /** Runs the job now and answers when it has ended. "not_found" for an unknown job, "conflict" while it runs. */
  run(jobId: string): Promise<JobRunResult>;
  missions(): Promise<MissionCounts> | MissionCounts;
  addMissions(request: MissionsRequest): Promise<MissionsAccepted>;
}
