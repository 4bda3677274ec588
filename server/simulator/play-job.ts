import type { Client } from "./client.ts";
import { nextRun, type RunOutcome } from "./job-model.ts";
import type { Random } from "./random.ts";

const DEMO_JOB = "demo_report";
const EVERY_MS = 20_000;

/** Another program of BRAiN runs a job of its own, every 20 s: the server's own one hardly ever fails. */
export async function playJob(client: Client, random: Random, faultRate: number): Promise<void> {
  const tell = (type: string, payload: object) =>
    client.post("/api/events", {
      type: `metrics.aggregation_${type}`,
      source: "report_service",
      payload: { job_id: DEMO_JOB, ...payload },
    });
  let run: RunOutcome | null = null;
  for (;;) {
    run = nextRun(run, { random, faultRate });
    await tell("started", { started_at: Date.now() / 1000 });
    await client.pause(run.durationMs);
    const now = Date.now() / 1000;
    if (run.kind === "completed")
      await tell("completed", {
        entries_processed: run.entries,
        duration_ms: run.durationMs,
        completed_at: now,
      });
    if (run.kind === "failed") await tell("failed", { ...run.error, failed_at: now });
    await client.pause(EVERY_MS - run.durationMs);
  }
}
