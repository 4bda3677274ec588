import type { JobState } from "./state.ts";

export interface StatusOverTime {
  status: string;
  /** Over all of the runs that are kept. */
  total: number;
  /** One for each run that told what it counted, oldest first. */
  runs: { id: string; at: number; count: number }[];
}

/** What each kept run counted, by status: the most frequent first, at most `shown`, whatever else as one. */
export function missionsOverTime(job: JobState | undefined, shown: number): StatusOverTime[] {
  const told = (job?.runs ?? []).flatMap((run) =>
    run.status === "completed" && run.by_status
      ? [{ id: run.id, at: run.started_at ?? run.ended_at, counts: run.by_status }]
      : [],
  );
  const totals = new Map<string, number>();
  for (const { counts } of told)
    for (const [status, count] of Object.entries(counts))
      totals.set(status, (totals.get(status) ?? 0) + count);
  const names = [...totals].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  const groups = names.slice(0, shown).map(([status]) => ({ status, of: [status] }));
  if (names.length > shown)
    groups.push({ status: "all others", of: names.slice(shown).map(([status]) => status) });
  return groups.map(({ status, of }) => {
    const runs = told.map(({ id, at, counts }) => ({
      id,
      at,
      count: of.reduce((sum, one) => sum + (counts[one] ?? 0), 0),
    }));
    return { status, total: runs.reduce((sum, { count }) => sum + count, 0), runs };
  });
}
