import { sourceName } from "#lib/doctor/names";
import type { Skew, TypeReport, Verdict } from "#lib/doctor/report";
import { formatMs, formatNumber, plural } from "#lib/format";
import type { StateName } from "../ui/state.tsx";

export const VERDICT_STATES: Readonly<Record<Exclude<Verdict, "unknown">, StateName>> = {
  broken: "broken",
  deviates: "deviates",
  ok: "conforms",
};

/** Clocks that differ by less are in step: so long an event may take to reach the stream. */
const IN_STEP_SECONDS = 1;

/** From this share of a type's events on, clocks that are far off are worth a look. */
const OFF_SHARE = 0.01;

export const isOff = ({ count, ahead, behind }: Skew): boolean => ahead + behind >= count * OFF_SHARE;

/** "in step", "2 m 05 s behind", "4 % far off": the middle of how far event times are from the stream's. */
export function skewWords(skew: Skew): string {
  const { median, count, ahead, behind } = skew;
  if (Math.abs(median) < IN_STEP_SECONDS)
    return isOff(skew) ? `${Math.max(1, Math.round((100 * (ahead + behind)) / count))} % far off` : "in step";
  return `${spanOf(median)} ${median < 0 ? "behind" : "ahead"}`;
}

/** The whole of it, in a sentence or two. */
export function skewSentence({ count, median, min, max, ahead, behind }: Skew): string {
  const ends = `between ${signed(min)} and ${signed(max)}`;
  const middle =
    Math.abs(median) < IN_STEP_SECONDS
      ? `Event times and the stream's own are in step, ${ends}.`
      : `Half of the event times are ${spanOf(median)} or more ${median < 0 ? "behind" : "ahead of"} the stream's own, all ${ends}.`;
  const far = [
    ahead > 0 && `${formatNumber(ahead)} more than 60 s ahead`,
    behind > 0 && `${formatNumber(behind)} more than 60 s behind`,
  ].filter(Boolean);
  return far.length > 0 ? `${middle} Of ${plural(count, "event")}, ${far.join(" and ")}.` : middle;
}

const spanOf = (seconds: number): string => formatMs(Math.abs(seconds) * 1000);
const signed = (seconds: number): string => `${seconds < 0 ? "−" : "+"}${spanOf(seconds)}`;

/** Deviations of a type told apart by what and where, whoever the producer is. */
export function deviationsOf({ findings }: TypeReport): number {
  const kinds = findings
    .filter(({ level }) => level === "deviation")
    .map(({ code, field }) => `${code} ${field}`);
  return new Set(kinds).size;
}

const LISTED = 3;

/** "a, b and 4 more". */
export function sourceNames(sources: readonly string[]): string {
  const more = sources.length - LISTED;
  return (
    sources.slice(0, LISTED).map(sourceName).join(", ") + (more > 0 ? ` and ${formatNumber(more)} more` : "")
  );
}

/** What stands above the table: is anything wrong, in one sentence. */
export function overall(types: readonly TypeReport[], seen: number, quarantined: number): string {
  const bad = types.filter(({ verdict }) => verdict === "broken" || verdict === "deviates").length;
  const entries = plural(seen, "entry", "entries");
  if (bad === 0) return `None of ${entries} deviates from the contract.`;
  const unread =
    quarantined > 0
      ? `${formatNumber(quarantined)} of ${entries} could not be read.`
      : `All ${entries} could be read.`;
  return `${unread} ${formatNumber(bad)} of ${plural(types.length, "type")} ${bad === 1 ? "deviates" : "deviate"} from the contract.`;
}
