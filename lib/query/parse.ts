import { Problem } from "./problem.ts";
import { scan, type Token } from "./scan.ts";
import {
  type Comparison,
  type Expression,
  type Field,
  type Parsed,
  QUERY_LIMITS,
  type Span,
} from "./syntax.ts";
import { compared, fieldIn, freeText } from "./terms.ts";

/**
 * Reads a filter. Never throws: a text that isn't one gives the problem and where it stands. Empty text fits all.
 * Times may be relative to `now` (Unix seconds): `received>-15m`, also with s, h, d, w, and `now` itself.
 */
export function parse(text: string, now: number = Date.now() / 1000): Parsed {
  try {
    refuseUnreadable(text);
    return { kind: "query", query: createReader(scan(text), text.length, now)() };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { kind: "problem", problem: { message: error.message, from: error.from, to: error.to } };
  }
}

/** What nobody sees can't be meant; in quotes it can be spelled \u0000. */
const UNSEEN = /(?![\t\n\r])\p{Cc}|\p{Cs}/u;

function refuseUnreadable(text: string): void {
  const { chars } = QUERY_LIMITS;
  if (text.length > chars)
    throw new Problem(`A filter can have ${chars} characters at most.`, { from: chars, to: text.length });
  const unseen = UNSEEN.exec(text);
  if (!unseen) return;
  const at = { from: unseen.index, to: unseen.index + 1 };
  throw new Problem("Here stands a character that can't be seen; in quotes write it like \\u0000.", at);
}

/** Descends by how loosely things bind: `or`, then side by side, then `not`, then a term or parentheses. */
function createReader(tokens: readonly Token[], length: number, now: number): () => Expression {
  let next = 0;
  let depth = 0;
  let terms = 0;
  /** Inside of `field:(…)` every word is one of the field's values. */
  let valuesOf: Field | null = null;

  const peek = (): Token | undefined => tokens[next];
  const isOver = (): boolean => !peek() || peek()?.kind === ")";
  const reached = (): number => tokens[next - 1]?.to ?? 0;

  function take(): Token {
    const token = tokens[next++];
    if (!token) throw new Problem("Something is missing here.", { from: length, to: length });
    if (token.problem) throw new Problem(token.problem, token);
    return token;
  }

  /** Whether a word that combines terms comes; right before a comparison it is a field's name like any other. */
  function comes(word: "or" | "and" | "not"): boolean {
    const token = peek();
    if (token?.kind !== "bare" || token.text.toLowerCase() !== word) return false;
    const after = tokens[next + 1];
    return after?.kind !== "comparison" || after.spaced;
  }

  function follow(word: Token): void {
    if (isOver() || comes("or") || comes("and"))
      throw new Problem(`Something must follow "${word.text}".`, word);
  }

  function deeper<Result>(at: Span, read: () => Result): Result {
    if (++depth > QUERY_LIMITS.depth)
      throw new Problem(`Parentheses and "not" can go ${QUERY_LIMITS.depth} deep at most.`, at);
    const result = read();
    depth--;
    return result;
  }

  function whole(): Expression {
    if (tokens.length === 0) return { kind: "all" };
    const query = alternatives();
    const rest = peek();
    if (rest) throw new Problem("This parenthesis closes none that was opened.", rest);
    return query;
  }

  function alternatives(): Expression {
    const from = peek()?.from ?? length;
    const parts = [sideBySide()];
    while (comes("or")) {
      follow(take());
      parts.push(sideBySide());
    }
    return joined("or", parts, { from, to: reached() });
  }

  function sideBySide(): Expression {
    if (comes("or") || comes("and")) {
      const word = take();
      throw new Problem(
        `Something must go before "${word.text}"; put it in quotes to search for the word.`,
        word,
      );
    }
    const from = peek()?.from ?? length;
    const parts = [one()];
    while (!isOver() && !comes("or")) {
      if (comes("and")) follow(take());
      parts.push(one());
    }
    return joined("and", parts, { from, to: reached() });
  }

  function one(): Expression {
    const isNot = comes("not");
    const token = take();
    if (token.kind === "(") return deeper(token, () => group(token));
    if (!isNot && token.kind !== "-") return term(token);
    follow(token);
    if (!isNot && peek()?.spaced) throw new Problem('A blank can\'t stand after "-".', token);
    const part = deeper(token, one);
    return { kind: "not", part, at: { from: token.from, to: reached() } };
  }

  function group(open: Token): Expression {
    if (peek()?.kind === ")")
      throw new Problem("Something must stand between the parentheses.", { from: open.from, to: take().to });
    if (!peek()) throw new Problem("This parenthesis is never closed.", open);
    const inner = alternatives();
    if (!peek()) throw new Problem("This parenthesis is never closed.", open);
    return { ...inner, at: { from: open.from, to: take().to } } as Expression;
  }

  function term(token: Token): Expression {
    if (++terms > QUERY_LIMITS.terms)
      throw new Problem(`A filter can have ${QUERY_LIMITS.terms} terms at most.`, token);
    if (token.kind === ")") throw new Problem("This parenthesis closes none that was opened.", token);
    if (token.kind === "comparison")
      throw new Problem(
        `A field's name goes right before "${token.text}" and its value right after it, without blanks.`,
        token,
      );
    if (valuesOf) return ended(compared(valuesOf, ":", token, { from: token.from, now }));
    const name = [token];
    while (isJoined(peek())) name.push(take());
    if (peek()?.kind === "comparison" && !peek()?.spaced) return comparison(name, take());
    if (name.length === 1) return freeText(token);
    throw new Problem("A quote can't stand inside of a word: put all of it in quotes.", {
      from: token.from,
      to: reached(),
    });
  }

  function comparison(name: readonly Token[], sign: Token): Expression {
    const from = name[0]?.from ?? sign.from;
    const field = fieldIn(name, { from, to: sign.from });
    const token = peek();
    if (!token || token.spaced || token.kind === ")")
      throw new Problem(`A value goes right after "${sign.text}"; an empty one is written "".`, {
        from,
        to: sign.to,
      });
    const kind = sign.text === "=" ? ":" : (sign.text as Comparison);
    if (token.kind !== "(") return ended(compared(field, kind, take(), { from, now }));
    if (kind !== ":")
      throw new Problem('Several values follow ":" only; to leave them out, write -field:(a or b).', sign);
    const open = take();
    valuesOf = field;
    const values = deeper(open, () => group(open));
    valuesOf = null;
    return { ...values, at: { from, to: reached() } } as Expression;
  }

  function ended(expression: Expression): Expression {
    const after = peek();
    if (!after || after.spaced || after.kind === ")") return expression;
    throw new Problem("The value ends here: put all of it in quotes, or a blank before this.", after);
  }

  return whole;
}

const joined = (
  kind: "and" | "or",
  parts: [Expression, ...Expression[]] | Expression[],
  at: Span,
): Expression => (parts.length === 1 && parts[0] ? parts[0] : { kind, parts, at });

const isJoined = (token: Token | undefined): boolean =>
  (token?.kind === "bare" || token?.kind === "quoted") && !token.spaced;
