/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface JsonLimits {
  maxDepth: number;
  maxKeys: number;
  /** Where the text is a list, `maxKeys` holds for each of its items, and not for all of them together. */
  perItem?: boolean;
}

/** Limits of one message or body (reliability.md, D16). */
export const JSON_LIMITS: JsonLimits = { maxDepth: 32, maxKeys: 2000 };

/**
 * Says in one sentence what makes a JSON text unfit to be parsed, or null when nothing does.
 * A single pass over the characters: deep nesting parses and then overflows JSON.stringify,
 * so it is refused before anything recursive sees it.
 */
export function jsonTextProblem(text: string, limits: JsonLimits = JSON_LIMITS): string | null {
  if (isPlain(text, limits)) return null;
  let depth = 0;
  let keys = 0;
  const isByItem = limits.perItem === true && /^\s*\[/.test(text);
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 0x22) {
      const end = endOfString(text, i);
      if (isKey(text, end)) {
        if (++keys > limits.maxKeys)
          return `has more than ${limits.maxKeys} keys${isByItem ? " in one item of its list" : ""}`;
        const key = keyOf(text.slice(i, end + 1));
        if (key === "__proto__") return 'has a key named "__proto__"';
        // SQLite takes a key for ended there, and would find another one's value.
        if (key.includes("\0")) return "has a key with a NUL character in it";
      }
      i = end;
    } else if (char === 0x7b || char === 0x5b) {
      if (++depth > limits.maxDepth) return `is nested deeper than ${limits.maxDepth} levels`;
    } else if (char === 0x7d || char === 0x5d) depth--;
    else if (char === 0x2c && depth === 1 && isByItem) keys = 0;
  }
  return null;
}

// Most texts need no closer look, and the engine's own search is many times faster than a walk in JavaScript.
// A key takes four characters at least: its quotes, a colon and a value.
function isPlain(text: string, limits: JsonLimits): boolean {
  if (text.length > limits.maxKeys * 4 || text.includes("__proto__") || text.includes("\\u")) return false;
  return countUpTo(text, "{", limits.maxDepth) + countUpTo(text, "[", limits.maxDepth) <= limits.maxDepth;
}

function countUpTo(text: string, char: string, most: number): number {
  let count = 0;
  for (let at = text.indexOf(char); at !== -1 && count <= most; at = text.indexOf(char, at + 1)) count++;
  return count;
}

function endOfString(text: string, start: number): number {
  let end = start;
  do {
    end = text.indexOf('"', end + 1);
    if (end === -1) return text.length;
  } while (isEscaped(text, end));
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
  return slashes % 2 === 1;
}

function isKey(text: string, end: number): boolean {
  for (let i = end + 1; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 0x3a) return true;
    if (char !== 0x20 && char !== 0x09 && char !== 0x0a && char !== 0x0d) return false;
  }
  return false;
}

function keyOf(quoted: string): string {
  if (!quoted.includes("\\u")) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted);
  } catch {
    return ""; // A broken escape: JSON.parse of the whole text will say so.
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
