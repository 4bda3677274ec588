import fc from "fast-check";
import type { StoredEvent } from "#lib/events/envelope";
import { envelopeText, fieldName } from "#lib/query/fields";
import { term } from "#lib/query/print";
import { ENVELOPE_FIELDS, type Field } from "#lib/query/syntax";
import { quoted } from "#lib/query/text";
import { key, leavesOf, NOW, number, type Plain, scalar, text } from "./hard-events.fixture.ts";

const ORDER = ["<", "<=", ">", ">="] as const;
const EQUAL = [":", "!="] as const;

/** A filter about what these events have, or nearly. */
export function queryAbout(list: readonly StoredEvent[]): fc.Arbitrary<string> {
  const seen = list.flatMap((one) => [
    ...leavesOf(one).map(({ path, leaf }) => ({ name: fieldName({ kind: "payload", path }), leaf })),
    ...TEXT_FIELDS.map((name) => ({ name, leaf: envelopeText(one, name) })),
  ]);
  const about = fc.constantFrom(...seen).chain(({ name, leaf }) => nearly(name, leaf));
  const { query } = fc.letrec<{ query: string }>((tie) => ({
    query: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      { weight: 6, arbitrary: about },
      { weight: 2, arbitrary: time },
      { weight: 2, arbitrary: anything },
      { weight: 2, arbitrary: fc.constantFrom(...seen).chain(({ leaf }) => free(leaf)) },
      fc
        .tuple(tie("query"), fc.constantFrom(" ", " or ", " and "), tie("query"))
        .map((parts) => parts.join("")),
      fc.tuple(fc.constantFrom("-(", "not ("), tie("query")).map((parts) => `${parts.join("")})`),
    ),
  }));
  return query;
}

const TEXT_FIELDS = ENVELOPE_FIELDS.filter((name) => name !== "time" && name !== "received");

const otherCase = (some: string): string =>
  [...some].map((char) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase())).join("");

// A pattern made of a text: some of it left open.
const patterns = (some: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(some.length), fc.nat(some.length), fc.constantFrom("*", "**", ""))
    .map(([one, other, end]) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      const open = `${some.slice(0, from)}*${some.slice(to)}${end}`;
      return open.replace(/[\s()"\p{Cc}\p{Cs}]/gu, "*").replace(/^[-:=<>]/, "*");
    });

function nearly(name: string, leaf: Plain): fc.Arbitrary<string> {
  const sign = fc.constantFrom(...EQUAL);
  const written = String(leaf);
  const equal = fc
    .tuple(sign, fc.constantFrom(leaf, written, otherCase(written)))
    .map(([is, wanted]) => term(name, wanted, is));
  const open = fc.tuple(sign, patterns(written)).map(([is, pattern]) => name + is + pattern);
  const listed = fc
    .tuple(patterns(written), text)
    .map(([one, other]) => `${name}:(${one} or ${term("", other).slice(1)}*)`);
  const either = fc.oneof(
    equal,
    open,
    listed.filter((some) => !some.endsWith('"*)')),
    fc.constant(`${name}:*`),
  );
  if (typeof leaf !== "number") return either;
  const bound = fc.oneof({ weight: 3, arbitrary: fc.constant(leaf) }, number).filter(Number.isFinite);
  return fc.oneof(
    either,
    fc.tuple(fc.constantFrom(...ORDER), bound).map(([order, wanted]) => term(name, wanted, order)),
  );
}

const free = (leaf: Plain): fc.Arbitrary<string> =>
  fc.tuple(fc.nat(3), fc.nat(6), fc.boolean()).chain(([from, length, isOpen]) => {
    const part = String(leaf).slice(from, from + length);
    return isOpen
      ? patterns(part).map((open) => `*${open.replace(/[:=<>!]/g, "*")}`)
      : fc.constant(quoted(part));
  });

const MOMENTS = [
  String(NOW),
  `${NOW}.001`,
  "2026-01-01",
  "2026-01-01T00:00:00Z",
  "now",
  "-60s",
  "0",
  "99999999999",
  "*",
];
const time = fc
  .tuple(
    fc.constantFrom("time", "received"),
    fc.constantFrom(...ORDER, ...EQUAL),
    fc.constantFrom(...MOMENTS),
  )
  .map(([name, sign, moment]) => (moment === "*" ? `${name}:*` : name + sign + moment));

const field = fc.oneof(
  fc.constantFrom(...TEXT_FIELDS).map((name): Field => ({ kind: "envelope", name })),
  fc.array(key, { minLength: 1, maxLength: 3 }).map((path): Field => ({ kind: "payload", path })),
);
const anything = fc
  .tuple(field, scalar)
  .chain(([one, leaf]) => nearly(fieldName(one), one.kind === "payload" ? leaf : String(leaf)));
