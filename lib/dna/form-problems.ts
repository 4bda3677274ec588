import { isObject } from "../json.ts";

/** What is wrong with each field of a form, in words; `form` for what no field is to blame for. */
export type FieldProblems = Readonly<Record<string, string>>;

/** FastAPI's 422 body, by field and in plain words. Anything else is no field's fault: an empty object. */
export function fieldProblems(body: unknown): FieldProblems {
  if (!isObject(body) || !Array.isArray(body.detail)) return {};
  const problems: Record<string, string> = {};
  for (const problem of body.detail) {
    if (!isObject(problem) || !Array.isArray(problem.loc)) continue;
    const [, field, ...inside] = problem.loc.map(String);
    const words = plainWords(String(problem.msg ?? ""));
    const told = inside.length > 0 ? `${inside.join(".")}: ${words}` : words;
    const name = field ?? "form";
    problems[name] = problems[name] ? `${problems[name]} ${told}` : told;
  }
  return problems;
}

const PLAIN: [pattern: RegExp, words: string][] = [
  [/^Field required$/, "This is needed."],
  [/^Input should be a valid dictionary$|^Input should be an object$/, "Must be a JSON object: { … }."],
  [/^Input should be a valid number$/, "Must be a number."],
  [/^Input should be a valid integer.*$/, "Must be a whole number."],
  [/^Input should be a valid string$/, "Must be text."],
  [/^Input should be greater than or equal to (.+)$/, "Must be at least $1."],
  [/^Input should be less than or equal to (.+)$/, "Must be at most $1."],
  [/^String should have at least (.+)$/, "Must have at least $1."],
  [/^String should have at most (.+)$/, "Must have at most $1."],
];

function plainWords(message: string): string {
  for (const [pattern, words] of PLAIN) if (pattern.test(message)) return message.replace(pattern, words);
  if (message === "") return "Is not valid.";
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

export type ReadObject = { ok: true; value: Record<string, unknown> } | { ok: false; problem: string };

/** The object that a text is the JSON of; else what is wrong with it, with its line where the browser tells one. */
export function readObject(text: string): ReadObject {
  if (text.trim() === "") return { ok: false, problem: "This is needed; {} is an empty object." };
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? { ok: true, value } : { ok: false, problem: "Must be a JSON object: { … }." };
  } catch (error) {
    return { ok: false, problem: `This is not JSON yet${placeOf(String(error), text)}.` };
  }
}

// V8 tells the place as a position, newer versions as line and column, too; other browsers differ.
function placeOf(message: string, text: string): string {
  const line = /line (\d+)/.exec(message)?.[1];
  if (line) return `: look at line ${line}`;
  const position = /position (\d+)/.exec(message)?.[1];
  if (position) return `: look at line ${text.slice(0, Number(position)).split("\n").length}`;
  return /end of/i.test(message) ? ": it ends too early" : "";
}

/** What a number field sends: a number, nothing when it is empty, else the text, for the server to complain about. */
export function numberOrText(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const value = Number(trimmed.replace(",", "."));
  return Number.isFinite(value) ? value : trimmed;
}
