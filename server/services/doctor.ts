import type { Chosen, DropResult, Quarantine, QuarantineQuery, RetryResult } from "#lib/doctor/api";
import type { DoctorReport } from "#lib/doctor/report";

/** What deviates from the contract. Fails with "history_unavailable" while the history's file can't be used. */
export interface DoctorService {
  report(): Promise<DoctorReport>;
  quarantine(query: QuarantineQuery): Promise<Quarantine>;
  /** What can be read now takes its place in the history, and leaves the quarantine. */
  retry(chosen: Chosen): Promise<RetryResult>;
  drop(chosen: Chosen): Promise<DropResult>;
}
