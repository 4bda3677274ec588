import { parseArgs } from "node:util";

export const USAGE =
  "npm run bench -- [--rounds 5] [--quick] [--full] [--seconds 60] [--only fan-out,latency,ingest,fleet,apis,history]";

export const FIGURES = ["fan-out", "latency", "ingest", "fleet", "apis", "history"] as const;
export type FigureName = (typeof FIGURES)[number];

/** What was asked for. Throws with a sentence for a person. */
export function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: "string" },
      quick: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
      seconds: { type: "string" },
      only: { type: "string", default: FIGURES.join(",") },
    },
  });
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 5));
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 50)
    throw new Error("--rounds must be a whole number from 1 to 50");
  const seconds = Number(values.seconds ?? (values.quick ? 10 : values.full ? 300 : 60));
  if (!Number.isInteger(seconds) || seconds < 5 || seconds > 3600)
    throw new Error("--seconds must be a whole number from 5 to 3600");
  const only = values.only.split(",");
  const unknown = only.find((name) => !FIGURES.includes(name as FigureName));
  if (unknown !== undefined) throw new Error(`--only knows ${FIGURES.join(", ")}, and not "${unknown}"`);
  return { rounds, quick: values.quick, full: values.full, seconds, only: only as FigureName[] };
}
