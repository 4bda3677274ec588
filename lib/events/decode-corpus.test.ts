import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createDoctor } from "../doctor/observe.ts";
import { CORPUS, entryOf, GOOD } from "./corpus.fixture.ts";
import { decode, MAX_ENTRY_CHARS } from "./decode.ts";
import { KNOWN_TYPES } from "./known.ts";
import { sentence } from "./sentence.ts";

const read = (fields: Record<string, string>) => decode({ id: "1767225601000-0", fields });

/** What only a programmer understands. */
const JARGON =
  /expected|received|invalid|too_small|too_big|regex|undefined|zod|\bat position\b|Unexpected|SyntaxError|\[object|unrecognized|prototype/i;

function expectPlain(field: string, reason: string): void {
  expect(field).not.toBe("");
  expect(field.length).toBeLessThanOrEqual(256);
  expect(reason).toMatch(/^[a-z]/);
  expect(reason).not.toMatch(/[.\s]$/);
  expect(reason.length).toBeLessThan(220);
  // What the entry says of itself stands in quotes and may be anything; its beginning may hold quotes of its own.
  const said = reason.replace(/ begins with ".*"$/s, ' begins with ""').replaceAll(/"[^"]*"?/g, '""');
  expect(said).not.toMatch(JARGON);
}

describe("the corpus of damaged and odd entries", () => {
  test("has each entry once, and at least 60 of them", () => {
    expect(CORPUS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CORPUS.map(({ name }) => name)).size).toBe(CORPUS.length);
  });

  test.each(CORPUS.filter(({ reason }) => reason !== null))("put aside: $name", ({ fields, reason }) => {
    const decoded = read(fields);
    if (decoded.kind === "event") throw new Error("was read");
    expect(`${decoded.entry.field} ${decoded.entry.reason}`).toBe(reason);
    expectPlain(decoded.entry.field, decoded.entry.reason);
    expect(decoded.entry.fields).toBe(fields);
  });

  test.each(CORPUS.filter(({ reason }) => reason === null))("read: $name", ({ fields }) => {
    const decoded = read(fields);
    expect(decoded.kind === "event" ? null : decoded.entry.reason).toBeNull();
    if (decoded.kind === "event") expect(sentence(decoded.event)).toEqual(expect.any(String));
  });
});

/** Any JSON value, and what JSON can't say. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(Number.NaN, Number.POSITIVE_INFINITY, -1, 1e308, "", "NaN", [], {}, null, "0"),
);

/** A known event with one field of its payload replaced, left out or added. */
const nearlyGood = fc
  .record({ type: fc.constantFrom(...KNOWN_TYPES), value: anything, away: fc.boolean(), pick: fc.nat() })
  .map(({ type, value, away, pick }) => {
    const names = [...Object.keys(GOOD[type]), "extra"];
    const name = names[pick % names.length] ?? "";
    const { [name]: _, ...rest } = GOOD[type];
    return entryOf(type, away ? rest : { ...rest, [name]: value });
  });

/** A good entry whose text was cut, doubled, or had a character replaced. */
const mangled = fc
  .record({
    type: fc.constantFrom(...KNOWN_TYPES, "course.outline.created"),
    field: fc.constantFrom("payload", "meta", "timestamp", "id", "source", "type"),
    at: fc.nat(400),
    by: fc.oneof(fc.string(), fc.constantFrom("", "\u0000", "\ud800", "\ufffd", "}{", "\\", '"', "null")),
  })
  .map(({ type, field, at, by }) => {
    const fields: Record<string, string> = entryOf(type, type in GOOD ? GOOD[type as keyof typeof GOOD] : {});
    const text = fields[field] ?? "";
    const place = at % (text.length + 1);
    return { ...fields, [field]: text.slice(0, place) + by + text.slice(place + 1) };
  });

const anyFields = fc.dictionary(
  fc.oneof(fc.string(), fc.constantFrom("id", "type", "source", "payload", "meta", "timestamp", "__proto__")),
  fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.constantFrom(...KNOWN_TYPES, "system.alert")),
);

const wrapped = anyFields.map((inner) => entryOf("system.alert", { type: "a.b", source: "s", ...inner }));

describe.each([
  ["nearly good", nearlyGood],
  ["mangled", mangled],
  ["arbitrary", anyFields],
  ["wrapped", wrapped],
] as const)("%s entries", (_name, entries) => {
  test("are read, or put aside with a reason that a person understands; nothing throws", () => {
    const doctor = createDoctor();
    fc.assert(
      fc.property(entries, (fields) => {
        const decoded = read(fields);
        doctor.observe({ id: "1767225601000-0", fields }, decoded, 1_767_225_601);
        if (decoded.kind === "quarantined") expectPlain(decoded.entry.field, decoded.entry.reason);
        else expect(sentence(decoded.event).length).toBeLessThanOrEqual(160);
      }),
      { numRuns: 3000 },
    );
    const { seen, valid, quarantined, others } = doctor.report();
    expect(valid + quarantined + others).toBe(seen);
  });
});

test("an entry that is too large is not looked into", () => {
  let reads = 0;
  const payload = "x".repeat(MAX_ENTRY_CHARS + 1);
  const fields = new Proxy({ payload } as Record<string, string>, {
    get: (target, name: string) => {
      reads += 1;
      return target[name];
    },
  });
  expect(read(fields)).toMatchObject({ entry: { field: "entry" } });
  expect(reads).toBe(1);
});
