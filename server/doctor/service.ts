import type { Chosen, QuarantinedEntry, RetryResult } from "#lib/doctor/api";
import type { DoctorReport } from "#lib/doctor/report";
import type { DoctorService } from "#server/services/doctor";
import { createLatest } from "./latest.ts";

/** An answer that comes later than this is the one from before. */
const LATE_MS = 500;

/** What keeps the findings and the entries that were put aside. Null stands for all of them. */
export interface Findings {
  /** Put aside so far. */
  quarantined(): number;
  doctor: {
    report(): Promise<DoctorReport>;
    /** Newest first; `next` is where to go on, null when that was all. */
    newest(
      limit: number,
      after: number | null,
    ): Promise<{ entries: QuarantinedEntry[]; next: number | null }>;
    retry(streamIds: string[] | null): Promise<RetryResult>;
    drop(streamIds: string[] | null): Promise<number>;
  };
}

/** What deviates from the contract, and what could not be read. */
export function createDoctorService({ quarantined, doctor }: Findings): DoctorService {
  return {
    report: createLatest(doctor.report, LATE_MS),
    async quarantine({ limit, after }) {
      const { entries, next } = await doctor.newest(limit, after === undefined ? null : Number(after));
      return { total: quarantined(), entries, next: next === null ? null : String(next) };
    },
    retry: (chosen) => doctor.retry(idsOf(chosen)),
    drop: async (chosen) => ({ dropped: await doctor.drop(idsOf(chosen)) }),
  };
}

const idsOf = ({ stream_ids }: Chosen): string[] | null => stream_ids ?? null;
