import { formatNumber, formatSeconds, plural } from "../format.ts";
import type { AlertState } from "./state.ts";
import type { Subject } from "./track.ts";

/** What is wrong, in one sentence, without whom it is about: that stands beside it. */
export function alertWords({
  kind,
  value,
  threshold,
}: Pick<AlertState, "kind" | "value" | "threshold">): string {
  switch (kind) {
    case "job_slow":
      return `A run took ${formatNumber(value, 0)} ms, more than ${formatNumber(threshold, 0)} ms`;
    case "job_failed":
      return "A run failed";
    case "job_failing":
      return `${plural(value, "run")} failed in a row`;
    case "job_late":
      return `Late: no start for more than ${formatSeconds(value)}`;
    case "job_missed":
      return `Missed: no start for more than ${formatSeconds(value)}`;
    case "job_stuck":
      return `Stuck: a run has not ended for more than ${formatSeconds(value)}`;
    case "robot_dropped":
      return "Dropped, and did not come back at once";
    case "connection_short":
      return `Stayed for ${formatSeconds(value)} only, less than ${formatSeconds(threshold)}`;
    case "battery_low":
      return `Battery ${percent(value)}, below ${percent(threshold)}`;
    case "cpu_high":
      return `CPU ${percent(value)}, above ${percent(threshold)}`;
    case "memory_high":
      return `Memory ${percent(value)}, above ${percent(threshold)}`;
    case "latency_high":
      return `Latency ${formatNumber(value, 0)} ms, above ${formatNumber(threshold, 0)} ms`;
    case "karma_fallen":
      return `Karma ${formatNumber(value, 2)} below its best, more than ${formatNumber(threshold, 2)}`;
    case "source_silent":
      return `Silent for more than ${formatSeconds(value)}`;
  }
}

function percent(value: number): string {
  const tenths = Math.round(value * 10) / 10;
  return `${formatNumber(tenths, Number.isInteger(tenths) ? 0 : 1)} %`;
}

/** Whom it is about, in words. */
export const subjectWords = ({ kind, id }: Subject): string => `${kind} ${id}`;

/** The subject's id under the name that events and addresses have for it. */
export function flatSubject({ kind, id }: Subject): {
  robot_id?: string;
  agent_id?: string;
  job_id?: string;
} {
  if (kind === "robot") return { robot_id: id };
  if (kind === "agent") return { agent_id: id };
  return kind === "job" ? { job_id: id } : {};
}
