import type { Token } from "./scan.ts";
import type { Span } from "./syntax.ts";

/** What a caret is in: a comparison's value, or what may become a field's name, nothing yet included. */
export type Place =
  | { kind: "value"; name: Token[]; sign: Token; value: Token | null }
  | { kind: "name"; at: Span; isFirst: boolean };

/** Where a caret is in a filter that is still being written. */
export function placeOf(tokens: readonly Token[], caret: number): Place {
  const last = tokens.findLastIndex(({ from }) => from < caret);
  const token = tokens[last];
  const isAt = token !== undefined && caret <= token.to;
  const value = valueAt(tokens, last, isAt);
  if (value) return value;
  const word = isAt && isWord(token) ? token : null;
  const begin = word ? beginOfName(tokens, last) : last + 1;
  const at = word
    ? { from: tokens[begin]?.from ?? word.from, to: endOf(word, caret) }
    : { from: caret, to: caret };
  return { kind: "name", at, isFirst: !endsTerm(tokens[begin - 1]) };
}

function valueAt(tokens: readonly Token[], last: number, isAt: boolean): Place | null {
  const token = tokens[last];
  const value = isAt && isWord(token) ? token : null;
  const before = value ? last - 1 : last;
  const list = openList(tokens, before);
  // Outside of a list a value stands right after its comparison, and so does the caret before there is one.
  if (list === null && (!isAt || value?.spaced)) return null;
  const at = list === null ? before : list - 1;
  const sign = tokens[at];
  if (sign?.kind !== "comparison" || sign.spaced || !isWord(tokens[at - 1])) return null;
  return { kind: "value", name: tokens.slice(beginOfName(tokens, at - 1), at), sign, value };
}

/** Where the list of values opens that is still open after a token; null for none. */
function openList(tokens: readonly Token[], last: number): number | null {
  let closed = 0;
  for (let at = last; at > 0; at--) {
    const token = tokens[at];
    if (token?.kind === ")") closed++;
    if (token?.kind !== "(") continue;
    if (closed > 0) closed--;
    else if (!token.spaced && tokens[at - 1]?.kind === "comparison") return at;
  }
  return null;
}

/** Where the name begins that ends with this token: its parts stand side by side. */
function beginOfName(tokens: readonly Token[], end: number): number {
  let begin = end;
  while (begin > 0 && !tokens[begin]?.spaced && isWord(tokens[begin - 1])) begin--;
  return begin;
}

/** Where what is written ends: a quote that isn't closed yet reaches to the end of the text, other terms included. */
export const endOf = (token: Token, caret: number): number => (token.problem ? caret : token.to);

const endsTerm = (token: Token | undefined): boolean => token?.kind === ")" || isWord(token);

const isWord = (token: Token | undefined): token is Token =>
  token?.kind === "bare" || token?.kind === "quoted";
