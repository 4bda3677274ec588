import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { type Figure, median, type Row } from "./figure.ts";
import { canPin } from "./process.ts";

const HEADS = ["what", "unit", "ours", "twin", "", "ratio", "goal", ""];

/** The figures as a table: medians over the rounds, the ratio being the median of each round's own. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.flatMap((figure) => ("rows" in figure ? figure.rows.map(cellsOf) : []));
  const widths = HEADS.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const others = figures.flatMap((figure) => {
    if ("skipped" in figure) return [`${figure.name}: skipped, ${figure.skipped}`];
    return "failed" in figure ? [`${figure.name}: FAILED, ${figure.failed}`] : [];
  });
  return [line(HEADS), line(widths.map((width) => "-".repeat(width))), ...rows.map(line), ...others].join(
    "\n",
  );
}

function cellsOf(row: Row): string[] {
  const ratio = median(row.ratios);
  return [
    row.what,
    row.unit,
    shown(median(row.ours)),
    shown(median(row.bare)),
    row.twin,
    Number.isFinite(ratio)
      ? `${shown(ratio)} (${shown(Math.min(...row.ratios))}–${shown(Math.max(...row.ratios))})`
      : "",
    goalWords(row.goal),
    row.goal === null ? "" : isMet(row) ? "met" : "MISSED",
  ];
}

export function isMet({ ours, ratios, goal }: Row): boolean {
  if (goal === null) return true;
  if ("oursAtMost" in goal) return median(ours) <= goal.oursAtMost;
  return "atLeast" in goal ? median(ratios) >= goal.atLeast : median(ratios) <= goal.atMost;
}

function goalWords(goal: Row["goal"]): string {
  if (goal === null) return "";
  if ("oursAtMost" in goal) return `ours ≤ ${goal.oursAtMost}`;
  return "atLeast" in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;
}

const shown = (value: number): string =>
  value >= 100
    ? value.toFixed(0)
    : value >= 10
      ? value.toFixed(1)
      : value >= 1
        ? value.toFixed(2)
        : value.toFixed(3);

const VERSIONS = ["ws", "socket.io", "ioredis", "hono", "@hono/node-server", "zod", "next"];

/** The machine and the programs, as far as figures depend on them. */
export function circumstances() {
  const project = new URL("../../", import.meta.url);
  const versionOf = (file: string): string =>
    JSON.parse(readFileSync(new URL(file, project), "utf8")).version;
  return {
    date: new Date().toISOString(),
    brainwave: versionOf("package.json"),
    node: process.version,
    packages: Object.fromEntries(
      VERSIONS.map((name) => [name, versionOf(`node_modules/${name}/package.json`)]),
    ),
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    pinnedToOneCore: canPin,
    /** Of the minute before: ours is part of it at the end, so it is taken at the beginning. */
    loadBefore: loadavg()[0] ?? 0,
  };
}
