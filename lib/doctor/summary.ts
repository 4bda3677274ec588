import { isKnownType } from "../events/known.ts";
import { formatNumber, plural } from "../format.ts";
import { kindOf } from "./findings.ts";
import { gravestFirst } from "./grouped.ts";
import {
  type DoctorReport,
  type Finding,
  type Level,
  type Producer,
  type Skew,
  type TypeReport,
  VERDICTS,
  type Verdict,
} from "./report.ts";
import { skewOf } from "./skew.ts";
import type { FindingTally, TypeTally } from "./tally.ts";

/** A breach so long before the type's newest entry is over: the type no longer counts as broken. */
const OVER_AFTER_SECONDS = 86_400;
/** A few late events are a delay; from this share of a type's events on it is the clock. */
const CLOCK_SHARE = 0.01;

/** What was counted, with its verdicts. */
export function reportOf(tallies: readonly TypeTally[], others: number): DoctorReport {
  const types = tallies.map(typeReport).sort(worstFirst);
  const sum = (name: "seen" | "valid" | "quarantined" | "unwrapped" | "duplicates"): number =>
    types.reduce((total, type) => total + type[name], 0);
  return {
    types,
    producers: producersOf(types),
    seen: sum("seen") + others,
    valid: sum("valid"),
    quarantined: sum("quarantined"),
    unwrapped: sum("unwrapped"),
    duplicates: sum("duplicates"),
    others,
    since: types.length > 0 ? Math.min(...types.map(({ first_seen }) => first_seen)) : null,
  };
}

function typeReport({ type, counted }: TypeTally): TypeReport {
  const skew = skewOf(counted.skew);
  const findings = counted.findings.map((finding) => findingOf(finding, skew)).sort(gravestFirst);
  const known = isKnownType(type);
  const isOver = counted.last_bad === null || counted.last_seen - counted.last_bad > OVER_AFTER_SECONDS;
  const verdict = verdictOf(findings, known, isOver);
  const { unwrapped, duplicates, more_producers, more_findings } = counted;
  return {
    type,
    known,
    verdict,
    words: verdictWords(verdict, findings, counted),
    seen: counted.seen,
    valid: counted.valid,
    quarantined: counted.quarantined,
    first_seen: counted.first_seen,
    last_seen: counted.last_seen,
    last_bad: counted.last_bad,
    sample: counted.sample,
    producers: [...counted.producers].sort((a, b) => b.seen - a.seen),
    more_producers,
    skew,
    findings,
    more_findings,
    unwrapped,
    duplicates,
    fits: [...counted.fits].sort((a, b) => b.count - a.count),
  };
}

function findingOf({ reason, ...tally }: FindingTally, skew: Skew | null): Finding {
  const { level, words } = kindOf(tally.code, tally.field);
  return { ...tally, level: isOnlyDelay(tally, skew) ? "notice" : level, words: reason || words };
}

const isOnlyDelay = (
  { code, count }: FindingTally | Omit<FindingTally, "reason">,
  skew: Skew | null,
): boolean =>
  (code === "clock_ahead" || code === "clock_behind") && skew !== null && count < skew.count * CLOCK_SHARE;

function verdictOf(findings: readonly Finding[], known: boolean, isOver: boolean): Verdict {
  if (!isOver) return "broken";
  if (findings.some(({ level }) => level !== "notice")) return "deviates";
  return known ? "ok" : "unknown";
}

function verdictWords(
  verdict: Verdict,
  findings: readonly Finding[],
  { seen, quarantined }: { seen: number; quarantined: number },
): string {
  const unreadable =
    quarantined > 0
      ? `${formatNumber(quarantined)} of ${plural(seen, "entry", "entries")} could not be read.`
      : "";
  const ways = kindsOf(findings, "deviation");
  switch (verdict) {
    case "broken":
      return ways > 0 ? `${unreadable} The others deviate in ${plural(ways, "way")}.` : unreadable;
    case "deviates":
      return ways > 0
        ? `${unreadable && `${unreadable} `}Read, but it deviates in ${plural(ways, "way")}.`
        : `${unreadable} None in the last day.`;
    case "ok":
      return "Every entry is as the contract says.";
    case "unknown":
      return "The contract doesn't know this type; its envelope is as it should be.";
  }
}

/** In how many ways, whoever the producer is. */
function kindsOf(findings: readonly Finding[], level: Level): number {
  return new Set(findings.filter((each) => each.level === level).map(({ code, field }) => `${code} ${field}`))
    .size;
}

function producersOf(types: readonly TypeReport[]): Producer[] {
  const bySource = new Map<string, Producer>();
  for (const { type, producers, findings } of types)
    for (const { source, seen, quarantined, last_seen, versions } of producers) {
      const known = bySource.get(source);
      const own = findings.filter((each) => each.source === source && each.level !== "notice").length;
      bySource.set(source, {
        source,
        seen: (known?.seen ?? 0) + seen,
        quarantined: (known?.quarantined ?? 0) + quarantined,
        last_seen: Math.max(known?.last_seen ?? 0, last_seen),
        versions: [...new Set([...(known?.versions ?? []), ...versions])],
        types: [...(known?.types ?? []), type],
        findings: (known?.findings ?? 0) + own,
      });
    }
  return [...bySource.values()].sort(
    (a, b) =>
      b.quarantined - a.quarantined || b.findings - a.findings || a.source.localeCompare(b.source, "en"),
  );
}

const worstFirst = (a: TypeReport, b: TypeReport): number =>
  VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || (a.type < b.type ? -1 : 1);
