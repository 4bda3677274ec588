import { clockTime, formatMs, formatNumber, formatSeconds, plural, type Zone } from "../format.ts";
import type { JobState, Run } from "./state.ts";
import { durationMs, jobStatus, SLOW_MS } from "./status.ts";

const CLIP = 160;

/**
 * Why the job's word is what it is, for a tired person. `now` and the interval are in seconds;
 * the interval is Infinity for a job whose cadence isn't known.
 */
export function jobSentence(
  job: JobState | undefined,
  now: number,
  intervalSeconds: number,
  zone: Zone,
): string {
  const { word, lastStartedAt, last } = jobStatus(job, now, intervalSeconds);
  if (!job || !last || lastStartedAt === null)
    return "No run has been seen yet. The first one appears here by itself.";
  const at = (seconds: number) => clockTime(seconds, zone);
  const started = at(lastStartedAt);
  const due = lastStartedAt + intervalSeconds;
  switch (word) {
    case "ok":
      return last.status === "lost"
        ? `Last started ${started}; how that run ended was never seen.`
        : `Last ran ${started}${tookWords(last)}.${dueEveryWords(intervalSeconds)}`;
    case "running":
      return `Started ${started}.${usualWords(job)}`;
    case "slow":
      return `The run of ${started} took ${formatNumber(durationMs(last) ?? 0, 0)} ms, longer than ${formatNumber(SLOW_MS)} ms.`;
    case "late":
      return `Last ran ${started}, expected ${at(due)}: ${formatSeconds(now - due)} late.`;
    case "missed": {
      const missed = Math.max(1, Math.floor((now - lastStartedAt) / intervalSeconds) - 1);
      return `Last ran ${started}, expected ${at(due)}, missed ${formatNumber(missed)}.${failedWords(last)}`;
    }
    case "stuck":
      return `Started ${started} and has not ended for ${formatSeconds(now - lastStartedAt)}.${usualWords(job)}`;
    case "failed":
      return `${timesWords(job, last, at)}${failedWords(last)}${Number.isFinite(due) ? ` The next run ${now < due ? "is" : "was"} due ${at(due)}.` : ""}`;
    default:
      return "Nothing is known of its last run.";
  }
}

/** The middle and the 95th percentile of how long the kept runs took, in milliseconds; null without any. */
export function durationSummary(
  job: JobState | undefined,
): { p50: number; p95: number; runs: number } | null {
  const took = durations(job);
  if (took.length === 0) return null;
  return { p50: quantile(took, 0.5), p95: quantile(took, 0.95), runs: took.length };
}

/** Entries counted per minute over the kept runs; null where that can't be told yet. */
export function entriesPerMinute(job: JobState | undefined): number | null {
  const done = (job?.runs ?? []).filter((run) => run.status === "completed");
  const [first, last] = [done[0], done.at(-1)];
  if (!first || !last || last.ended_at - first.ended_at < 60) return null;
  // What the first one counted had come before.
  const entries = done.slice(1).reduce((sum, run) => sum + run.entries_processed, 0);
  return (60 * entries) / (last.ended_at - first.ended_at);
}

function durations(job: JobState | undefined): number[] {
  return (job?.runs ?? [])
    .flatMap((run) => (run.status === "completed" ? [run.duration_ms] : []))
    .sort((a, b) => a - b);
}

// Nearest rank: a value that was really measured.
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;

function tookWords(run: Run): string {
  if (run.status !== "completed") return "";
  const { duration_ms, entries_processed } = run;
  return ` and took ${formatMs(duration_ms)} for ${plural(entries_processed, "entry", "entries")}`;
}

const dueEveryWords = (intervalSeconds: number): string =>
  Number.isFinite(intervalSeconds) ? ` A run is due every ${formatSeconds(intervalSeconds)}.` : "";

function usualWords(job: JobState): string {
  const usual = durationSummary(job);
  return usual ? ` A run usually takes ${formatMs(usual.p50)}.` : "";
}

const failedWords = (run: Run): string =>
  run.status === "failed" ? ` ${sentenceOf(`${run.error_type}: ${run.error_message}`)}` : "";

function timesWords(job: JobState, last: Run, at: (seconds: number) => string): string {
  const when = last.status === "failed" ? ` at ${at(last.ended_at)}` : "";
  return job.consecutive_failures > 1
    ? `The last ${formatNumber(job.consecutive_failures)} runs failed, the latest${when}.`
    : `The last run failed${when}.`;
}

function sentenceOf(text: string): string {
  const clipped = text.length > CLIP ? `${text.slice(0, CLIP)}…` : text.trim();
  return /[.!?…]$/.test(clipped) ? clipped : `${clipped}.`;
}
