import { parseArgs } from "node:util";
import { AppError } from "#lib/errors";

export interface SimulatorOptions {
  /** The server to play against, without a slash at the end. */
  url: string;
  robots: number;
  agents: number;
  /** How much goes wrong: 0 nothing, 1 whatever can. */
  faultRate: number;
  seed: string;
  /** 2: everything happens twice as fast. */
  speed: number;
  /** Instead of the demo: agents with a hidden truth, each with so many mutations at full speed, and then the end. */
  truth: number | null;
}

export const USAGE =
  "node server/simulator/main.ts --url <origin> [--robots 8] [--agents 6] [--fault-rate 0.05] [--seed text] [--speed 1] [--truth mutations]";

/** The settings of a run, from its arguments. Throws AppError "invalid" with a sentence. */
export function readOptions(args: readonly string[]): SimulatorOptions {
  const values = parse(args);
  return {
    url: originOf(values.url),
    robots: number(values, "robots", { whole: true, min: 0, max: 500 }) ?? 8,
    agents: number(values, "agents", { whole: true, min: 0, max: 200 }) ?? 6,
    faultRate: number(values, "fault-rate", { whole: false, min: 0, max: 1 }) ?? 0.05,
    seed: values.seed ?? String(Date.now()),
    // Faster, the robots would run into their rate limit.
    speed: number(values, "speed", { whole: false, min: 0.1, max: 20 }) ?? 1,
    truth: number(values, "truth", { whole: true, min: 1, max: 10_000 }) ?? null,
  };
}

type Values = Partial<
  Record<"url" | "robots" | "agents" | "fault-rate" | "seed" | "speed" | "truth", string>
>;

function parse(args: readonly string[]): Values {
  const text = { type: "string" } as const;
  try {
    const names = { url: text, robots: text, agents: text, "fault-rate": text, seed: text };
    return parseArgs({ args: [...args], options: { ...names, speed: text, truth: text } }).values;
  } catch (error) {
    throw new AppError("invalid", (error as Error).message, { cause: error });
  }
}

function originOf(url: string | undefined): string {
  const parsed = URL.parse(url ?? "");
  if (!parsed || !["http:", "https:"].includes(parsed.protocol))
    throw new AppError("invalid", "--url must be the server's address, such as http://127.0.0.1:3000");
  return parsed.origin;
}

interface Limits {
  whole: boolean;
  min: number;
  max: number;
}

function number(values: Values, name: keyof Values, { whole, min, max }: Limits): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new AppError("invalid", `--${name} must be a ${whole ? "whole " : ""}number from ${min} to ${max}`);
}
