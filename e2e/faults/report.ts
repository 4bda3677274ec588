import { cpus } from "node:os";
import type { Figure, Scenario } from "./scenario.ts";
import { isKept } from "./scenario.ts";

/** What one run of a scenario gave. */
export interface Result {
  id: string;
  title: string;
  form: "quick" | "full";
  passed: boolean;
  figures: readonly Figure[];
  /** Why there are no figures. */
  failed?: string;
  tookSeconds: number;
}

export interface Report {
  date: string;
  node: string;
  cpu: string;
  cores: number;
  results: readonly Result[];
}

export const circumstances = (): Omit<Report, "results"> => ({
  date: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
});

export function describe({ id, title, passed, form, figures, failed, tookSeconds }: Result): string {
  const head = `${passed ? "passed" : "FAILED"}  ${id} ${title} (${form}, ${tookSeconds} s)`;
  const lines = figures.flatMap((figure) => {
    const kept = isKept(figure);
    const line = `  ${kept ? " " : "✗"} ${figure.what}: ${seen(figure)} ${limitOf(figure)}`;
    return kept ? [line] : [line, ...(figure.counted ?? []).map((one) => `      ${one}`)];
  });
  return [head, ...lines, ...(failed ? [`  ✗ ${failed}`] : [])].join("\n");
}

function seen({ value, unit }: Figure): string {
  if (!Number.isFinite(value)) return "never";
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1);
  return unit ? `${digits} ${unit}` : digits;
}

function limitOf({ limit, unit }: Figure): string {
  if ("exactly" in limit) return `(${limit.exactly})`;
  return "atMost" in limit
    ? `(≤ ${limit.atMost} ${unit})`.replace(" )", ")")
    : `(≥ ${limit.atLeast} ${unit})`.replace(" )", ")");
}

/** What holds for every fault stands in the text above the table. */
const ALWAYS = /^(gateways that|gateways with|descriptors)/;

/** The README's table: what is promised, what was injected, what was seen. */
export function reliabilityTable(scenarios: readonly Scenario[], { results }: Report): string {
  const rows = scenarios.map((scenario) => {
    const result = results.find(({ id }) => id === scenario.id);
    const injected = (result?.form === "full" && scenario.injectsInFull) || scenario.injects;
    return `| ${scenario.id} | ${scenario.promises} | ${injected} | ${result ? seenBy(result) : "not run"} |`;
  });
  return ["| | promised | injected | seen |", "|---|---|---|---|", ...rows].join("\n");
}

function seenBy({ passed, figures, failed }: Result): string {
  const own = figures.filter(({ what }) => !ALWAYS.test(what));
  const texts = own.map(
    (figure) => `${figure.what} ${seen(figure)}${isKept(figure) ? "" : ` ${limitOf(figure)}`}`,
  );
  return `${passed ? "" : `**failed** ${failed ?? ""}`}${texts.join("; ")}`;
}

/** The README with this table in the place of the one between its marks. */
export function withTable(readme: string, table: string): string {
  const [before, rest] = readme.split(BEGIN);
  const [, after] = (rest ?? "").split(END);
  if (before === undefined || after === undefined) throw new Error(`The README has no ${BEGIN} … ${END}`);
  return `${before}${BEGIN}\n${table}\n${END}${after}`;
}

const BEGIN = "<!-- faults: npm run faults -- --publish -->";
const END = "<!-- /faults -->";

/** A report with these results in the place of those of the same scenarios. */
export function merge(
  before: Report | null,
  about: Omit<Report, "results">,
  results: readonly Result[],
): Report {
  const kept = (before?.results ?? []).filter((old) => !results.some(({ id }) => id === old.id));
  return { ...about, results: [...kept, ...results].toSorted((a, b) => a.id.localeCompare(b.id)) };
}
