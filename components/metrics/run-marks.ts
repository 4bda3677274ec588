import { clockTime, formatMs, formatNumber, plural, type Zone } from "../../lib/format.ts";
import { type Outage, outageWords } from "../../lib/history/outage.ts";
import type { JobState, Run } from "../../lib/metrics/state.ts";
import { durationMs, SLOW_MS } from "../../lib/metrics/status.ts";
import type { RunMark } from "../chart/run-strip.tsx";
import type { StateName } from "../ui/state.tsx";

/** A pause of hours would fill the strip with nothing else. */
const MISSED_SHOWN = 5;

/**
 * The last `count` runs as marks, oldest first, with a mark for every start that did not come. A pause in which nobody
 * looked is one mark of its own: nothing is said to be missed that may only not have been seen.
 */
export function runMarks(
  job: JobState | undefined,
  intervalSeconds: number,
  count: number,
  zone: Zone,
  outages: readonly Outage[] = [],
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
    const away =
      missed > 0 && before !== null ? awayBetween(outages, before, run.started_at ?? before) : undefined;
    if (away) marks.push(awayMark(run, away, zone));
    for (let i = 0; !away && i < Math.min(missed, MISSED_SHOWN); i++)
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

/** The same marks, the newest one stuck: a run can't tell that of itself, only the clock can. */
export function lastStuck(marks: RunMark[]): RunMark[] {
  const last = marks.at(-1);
  if (last?.state !== "running") return marks;
  return [...marks.slice(0, -1), { ...last, state: "stuck", words: `${last.words}, stuck` }];
}

/** When the first of the last `count` runs began, in Unix seconds; Infinity without any. */
export const runsSince = (job: JobState | undefined, count: number): number =>
  (job?.runs ?? []).slice(-count).find(({ started_at }) => started_at !== null)?.started_at ??
  Number.POSITIVE_INFINITY;

const awayBetween = (outages: readonly Outage[], from: number, to: number): Outage | undefined =>
  outages.find((outage) => outage.cause !== "browser" && outage.from < to && (outage.to ?? to) > from);

function awayMark(before: Run, outage: Outage, zone: Zone): RunMark {
  const until = outage.to === null ? "" : ` to ${clockTime(outage.to, zone)}`;
  return {
    id: `away ${before.id}`,
    state: "unknown",
    size: 1,
    words: `${clockTime(outage.from, zone)}${until}: ${outageWords(outage)}`,
  };
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
