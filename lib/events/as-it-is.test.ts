import { describe, expect, test } from "vitest";
import { z } from "zod";
import { asItIs } from "./as-it-is.ts";
import { CATALOG } from "./catalog.ts";
import { GOOD } from "./corpus.fixture.ts";
import { KNOWN_TYPES } from "./known.ts";

/** What is met in place of a value, good and bad. */
const VALUES: unknown[] = [
  null, "", "x", "x".repeat(129), "x".repeat(300), "a\u0007b", "\ud800", "good", true,
  0, -1, 1, 1.5, -0.5, 2 ** 53, Number.POSITIVE_INFINITY, 1e300,
  [], ["x"], [1], [null], {}, { x: 1 }, { x: "y" }, { x: null },
  { battery_level: 5 }, { cpu_usage: null }, { cpu_usage: 12.5, other: [1] }, { cpu_usage: "12" },
]; // biome-ignore format: a list of values

describe.each(KNOWN_TYPES)("%s", (type) => {
  const schema: z.ZodType = CATALOG[type].payload;
  const fits = asItIs(schema);

  function variants(): Record<string, unknown>[] {
    const good = GOOD[type];
    const names = [...Object.keys(CATALOG[type].payload.shape), "foreign"];
    return names.flatMap((name) => {
      const { [name]: _, ...without } = good;
      return [without, ...VALUES.map((value) => ({ ...good, [name]: value }))];
    });
  }

  test("what is taken as it is, the schema would have returned just so", () => {
    for (const payload of variants()) {
      if (!fits(payload)) continue;
      const parsed = schema.safeParse(structuredClone(payload));
      expect(parsed.success, JSON.stringify(payload)).toBe(true);
      expect(parsed.data, JSON.stringify(payload)).toEqual(payload);
    }
  });

  test("nothing but an object is", () => {
    for (const value of [null, "x", 1, [], undefined]) expect(fits(value)).toBe(false);
  });
});

test.each([
  "dna.snapshot_created",
  "dna.mutation_applied",
  "dna.karma_updated",
  "metrics.aggregation_started",
  "metrics.aggregation_completed",
  "metrics.aggregation_failed",
  "telemetry.connection_established",
  "telemetry.connection_closed",
  "telemetry.metrics_published",
] as const)("%s as the contract has it needs no schema", (type) => {
  // Of a first snapshot the parent is null, which the schema's transform leaves so.
  expect(asItIs(CATALOG[type].payload)(GOOD[type])).toBe(true);
});

test("what a schema can do beyond that is left to it", () => {
  for (const schema of [
    z.looseObject({ a: z.string().trim() }),
    z.looseObject({ a: z.email() }),
    z.looseObject({ a: z.coerce.number() }),
    z.looseObject({ a: z.string().default("x") }),
    z.looseObject({ a: z.string().catch("x") }),
    z.object({ b: z.unknown() }),
    z.looseObject({ a: z.record(z.string().max(2), z.unknown()) }),
    z.looseObject({ a: z.number().multipleOf(2) }),
  ])
    expect(asItIs(schema)({ a: "text", b: 1 })).toBe(false);
});
