import type { RuleKind } from "./kinds.ts";

/** How many there are of each kind, the most first. */
export function countKinds(alerts: Iterable<{ kind: RuleKind }>): [kind: RuleKind, count: number][] {
  const counts = new Map<RuleKind, number>();
  for (const { kind } of alerts) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
