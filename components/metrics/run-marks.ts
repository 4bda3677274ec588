import { clockTime, formatMs, formatNumber, plural, type Zone } from "../../lib/format.ts";
import type { JobState, Run } from "../../lib/metrics/state.ts";
import { durationMs, SLOW_MS } from "../../lib/metrics/status.ts";
import type { RunMark } from "../chart/run-strip.tsx";
import type { StateName } from "../ui/state.tsx";

/** A pause of hours would fill the strip with nothing else. */
const MISSED_SHOWN = 5;

/** The last `count` runs as marks, oldest first, with a mark for every start that did not come. */
export function runMarks(
  job: JobState | undefined,
  intervalSeconds: number,
  count: number,
  zone: Zone,
): RunMark[] {
  const runs = (job?.runs ?? []).slice(-count);
  const slowest = Math.max(SLOW_MS / 4, ...runs.map((run) => durationMs(run) ?? 0));
  const marks: RunMark[] = [];
  let before: number | null = null;
  for (const run of runs) {
    const missed =
      before === null || run.started_at === null
        ? 0
        : Math.round((run.started_at - before) / intervalSeconds) - 1;
    for (let i = 0; i < Math.min(missed, MISSED_SHOWN); i++)
      marks.push({
        id: `missed ${run.id} ${i}`,
        state: "missed",
        size: 1,
        words: `${plural(missed, "start")} missed before ${clockTime(run.started_at ?? 0, zone)}`,
      });
    marks.push(markOf(run, slowest, zone));
    before = run.started_at ?? before;
  }
  return marks.slice(-count);
}

function markOf(run: Run, slowest: number, zone: Zone): RunMark {
  const at = run.started_at === null ? "Start never seen" : clockTime(run.started_at, zone);
  const took = durationMs(run);
  const size = took === null ? 1 : took / slowest;
  return { id: run.id, state: runState(run), size, words: `${at}: ${runWords(run)}` };
}

/** How one run went. */
export function runState(run: Run): StateName {
  return run.status === "completed" && run.duration_ms > SLOW_MS ? "slow" : run.status;
}

function runWords(run: Run): string {
  switch (run.status) {
    case "completed":
      return `completed in ${formatMs(run.duration_ms)}, ${formatNumber(run.entries_processed)} ${run.entries_processed === 1 ? "entry" : "entries"}`;
    case "failed":
      return `failed with ${run.error_type}: ${run.error_message}`;
    case "running":
      return "running";
    case "lost":
      return "its end was never seen";
  }
}
