import { FINDING_CODES, type Finding, LEVELS } from "./report.ts";

/** One way to deviate, whoever does. */
export interface GroupedFinding extends Omit<Finding, "source"> {
  /** Most entries first. */
  sources: string[];
}

/** The same deviation of several producers as one, gravest first; its example is the earliest. */
export function groupFindings(findings: readonly Finding[]): GroupedFinding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.level, finding.code, finding.field, finding.words]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map(oneOf).sort(gravestFirst);
}

function oneOf(same: readonly Finding[]): GroupedFinding {
  const byCount = [...same].sort((a, b) => b.count - a.count);
  const { source: _, ...first } = same.reduce((a, b) => (b.first_seen < a.first_seen ? b : a));
  return {
    ...first,
    sources: byCount.map(({ source }) => source),
    count: same.reduce((sum, { count }) => sum + count, 0),
    last_seen: Math.max(...same.map(({ last_seen }) => last_seen)),
  };
}

type Ranked = Pick<Finding, "level" | "count" | "code" | "field">;

/** Breaches before deviations before notices, then what most entries do. */
export const gravestFirst = (a: Ranked, b: Ranked): number =>
  LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
  b.count - a.count ||
  FINDING_CODES.indexOf(a.code) - FINDING_CODES.indexOf(b.code) ||
  (a.field < b.field ? -1 : 1);
