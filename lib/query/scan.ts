import type { Span } from "./syntax.ts";
import { escaped } from "./text.ts";

/**
 * A filter's smallest parts. `text` is what stands there, of quoted ones what they mean; `spaced` when a blank (or
 * nothing) goes before it, so that `a:"b"` can be told from `a: "b"`.
 */
export interface Token extends Span {
  kind: "(" | ")" | "-" | "comparison" | "bare" | "quoted";
  text: string;
  spaced: boolean;
  /** Why it can't be read; the rest of the text is in it. */
  problem?: string;
}

const BLANK = /\s/;
const COMPARISON = /!=|<=|>=|[:=<>]/y;
// What ends a word: everything does that has a meaning of its own, but in a value only what parts terms.
const NAME = /(?:[^\s()":=<>!]|!(?!=))+/y;
const VALUE = /[^\s()"]+/y;
const QUOTED = /"(?:[^"\\]|\\.)*"/sy;
// As they are pasted; JSON wants them spelled.
const RAW = /[\t\n\r]/g;

/** Takes a filter apart. Never throws: what can't be read is a token with a problem. */
export function scan(text: string): Token[] {
  const tokens: Token[] = [];
  // How many parentheses are open since that of `field:(…)`, where there are values only.
  let listed = 0;
  let at = 0;
  while (at < text.length) {
    if (BLANK.test(text[at] ?? "")) {
      at++;
      continue;
    }
    const before = tokens.at(-1);
    const token = tokenAt(text, at, before, listed > 0);
    if (token.kind === "(" && (listed > 0 || isRightAfterComparison(token, before))) listed++;
    if (token.kind === ")" && listed > 0) listed--;
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}

const isRightAfterComparison = ({ spaced }: Token, before: Token | undefined): boolean =>
  !spaced && before?.kind === "comparison";

function tokenAt(text: string, from: number, before: Token | undefined, isListed: boolean): Token {
  const spaced = before?.to !== from;
  const token = (kind: Token["kind"], to: number, meant = text.slice(from, to)): Token => ({
    kind,
    text: meant,
    from,
    to,
    spaced,
  });
  const char = text[from];
  if (char === "(" || char === ")") return token(char, from + 1);
  if (char === '"') return quotedAt(text, from, spaced);
  if (isListed || (!spaced && before?.kind === "comparison")) return token("bare", endOf(VALUE, text, from));
  if (char === "-" && (spaced || before?.kind === "(" || before?.kind === "-")) return token("-", from + 1);
  const afterComparison = endOf(COMPARISON, text, from);
  if (afterComparison > from) return token("comparison", afterComparison);
  return token("bare", endOf(NAME, text, from));
}

function quotedAt(text: string, from: number, spaced: boolean): Token {
  const to = endOf(QUOTED, text, from);
  const broken = (problem: string): Token => ({
    kind: "quoted",
    text: text.slice(from + 1),
    from,
    to: text.length,
    spaced,
    problem,
  });
  if (to === from) return broken("The closing quote is missing.");
  try {
    return {
      kind: "quoted",
      text: JSON.parse(text.slice(from, to).replace(RAW, (char) => escaped(char))),
      from,
      to,
      spaced,
    };
  } catch {
    return broken('After a backslash in quotes comes one of " \\ / b f n r t, or u and four digits.');
  }
}

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}
