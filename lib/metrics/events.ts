import { z } from "zod";
import { optional } from "../optional.ts";

const JobId = z.string().min(1).max(128);

/** Payloads of the three `metrics.*` events (contract section 3). Times are Unix seconds. Unknown keys are kept. */
export const AggregationStarted = z.looseObject({ job_id: JobId, started_at: z.number() });
export type AggregationStarted = z.infer<typeof AggregationStarted>;

export const AggregationCompleted = z.looseObject({
  job_id: JobId,
  entries_processed: z.number().min(0),
  duration_ms: z.number().min(0),
  /** What it counted, by status; the contract has none, and other producers tell none. */
  missions_by_status: optional(z.record(z.string(), z.number())),
  completed_at: z.number(),
});
export type AggregationCompleted = z.infer<typeof AggregationCompleted>;

export const AggregationFailed = z.looseObject({
  job_id: JobId,
  error_message: z.string(),
  error_type: z.string(),
  /** As its start told it; the contract has none. With it a run is known whose job another gateway has run meanwhile. */
  started_at: optional(z.number()),
  failed_at: z.number(),
});
export type AggregationFailed = z.infer<typeof AggregationFailed>;
