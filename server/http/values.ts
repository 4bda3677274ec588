import { isObject } from "#lib/json";

// What may hide such a value: an exponent of three digits, a very long number, an escaped half of a pair or U+FFFD.
// Only the first digit of a number begins a count: else a body of digits would be counted over and over.
const SUSPICIOUS = /\ufffd|\\u(?:d[89a-f]|fffd)|\d[eE]\+?\d{3}|(?<!\d)\d{300}/i;

/**
 * Says in one sentence which value of a parsed JSON text could not be stored and read back as it came, or null:
 * a number beyond what a number holds (it would become null), half of a surrogate pair (it has no UTF-8), and
 * U+FFFD, the trace of damaged text, which the reader of the event stream refuses.
 */
export function valueProblem(text: string, value: unknown): string | null {
  return SUSPICIOUS.test(text) ? worstOf(value) : null;
}

function worstOf(root: unknown): string | null {
  // No recursion: the depth was checked, but that is another file's promise.
  const waiting: unknown[] = [root];
  for (let value = waiting.pop(); waiting.length > 0 || value !== undefined; value = waiting.pop()) {
    const problem = typeof value === "string" ? textProblem(value) : numberProblem(value);
    if (problem) return problem;
    if (Array.isArray(value)) for (const inner of value) waiting.push(inner);
    else if (isObject(value)) for (const [key, inner] of Object.entries(value)) waiting.push(key, inner);
  }
  return null;
}

/** The same for one piece of text, such as an id in a path. */
export function textProblem(text: string): string | null {
  if (!text.isWellFormed()) return "Text must be well-formed Unicode";
  return text.includes("\ufffd") ? "Text must not contain U+FFFD: it was damaged on its way" : null;
}

const numberProblem = (value: unknown): string | null =>
  typeof value === "number" && !Number.isFinite(value) ? "A number is too large" : null;
