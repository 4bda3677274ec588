import type { Row } from "../figure.ts";
import { startProcess } from "../process.ts";

const SERIES_ROBOTS = 200;

/** What robots' last 15 minutes take once they are full, beside what came, kept as it came. */
export async function fullSeries(): Promise<Row[]> {
  const measure = async (ours: boolean) => {
    const keeper = startProcess("./series.ts", { pinned: false });
    const { full, later } = await keeper.ask<{ full: number; later: number }>("measure", {
      ours,
      robots: SERIES_ROBOTS,
    });
    await keeper.end();
    return { full: full / 1024, later: later / 1024 };
  };
  const [own, twin] = [await measure(true), await measure(false)];
  const row = (what: string, name: "full" | "later", goal: Row["goal"]): Row => ({
    what,
    unit: "KB",
    twin: "an array of what came",
    ours: [own[name]],
    bare: [twin[name]],
    ratios: [own[name] / twin[name]],
    goal,
  });
  return [
    row("a robot's live series, four metrics, full", "full", { oursAtMost: 30 }),
    row("added by half an hour more", "later", { oursAtMost: 1 }),
  ];
}
