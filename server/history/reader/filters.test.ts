import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { typeMatcher } from "#lib/events/type-pattern";
import { matcher } from "#lib/query/match";
import { toVersion3 } from "../version-3.fixture.ts";
import { createWriter, type WriterMethods } from "../writer/writer.ts";
import { asked, pagesOf } from "./asking.fixture.ts";
import { type Past, type PastOptions, writePast } from "./past.fixture.ts";
import { createQuestions } from "./questions.ts";

/** How far the table of mentions can be (writer/mentions.ts). */
const STAGES: [name: string, midway?: PastOptions["midway"]][] = [
  ["before anything is in the table of mentions"],
  // Its last one, and the first that isn't, came in the same millisecond.
  ["with a part of it in that table", { at: 1000, work: fill }],
  ["with all of it in that table", { at: 1500, work: fill }],
  ["in a file of version 3", { at: 1500, work: toVersion3 }],
  [
    "in a file of version 3 that is on its way",
    {
      at: 1000,
      work(file) {
        toVersion3(file);
        opened(file, (writer) => expect(writer.fillMentions()).toEqual({ more: true }));
      },
    },
  ],
];

function fill(file: string): void {
  opened(file, (writer) => {
    while (writer.fillMentions().more);
  });
}

function opened(file: string, work: (writer: WriterMethods) => void): void {
  const writer = createWriter({ file, decodeOptions: {} });
  writer.find();
  work(writer);
  writer.close();
}

/** Texts of the filter language about what the made-up past has, and a little that it hasn't. */
const term = fc.constantFrom(
  "type:telemetry.*",
  "type:TELEMETRY.connection_closed",
  "type:course.step_1",
  "type:*.metrics_published",
  "type:no.such",
  "source:module_*",
  "source:dna_service",
  "agent:agent_1",
  "agent:AGENT_*",
  "robot:robot_00*",
  "robot:robot_003",
  "robot:nobody",
  "job:aggregate_mission_metrics",
  "correlation:corr-1",
  "correlation:request-*",
  "target:somebody",
  "severity:warning",
  "mission:m1",
  "id:event-77",
  "duration_seconds<30",
  "duration_seconds>=45.5",
  "metrics.cpu_usage>90",
  "metrics.cpu_usage<=2",
  "deep.er.value<-3",
  "step>7",
  "step:3",
  "deep.er.value:-2",
  "entries_processed:(17 or 18 or 19)",
  "score:3",
  'step:"3"',
  "step:*",
  "tags:2",
  "step!=3",
  "score<5",
  "version:7",
  "ok:true",
  "reason:kicked",
  "error_message:*100%_no*",
  "tags:a",
  "created_at>2026-01-01T00:10:00Z",
  "received<2026-01-01T00:05:00Z",
  "received>=2026-01-01T00:15:00Z",
  "received:2026-01-01T00:05:01Z",
  "time>=2026-01-01T00:20:00Z",
  '"100%_no"',
  '"Ünïcode"',
  "kicked",
);
const query: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    term,
    fc.tuple(tie("node"), tie("node")).map(([a, b]) => `${a} ${b}`),
    fc.tuple(tie("node"), tie("node")).map(([a, b]) => `(${a} or ${b})`),
    tie("node").map((a) => `not (${a})`),
  ),
})).node;

describe.each(STAGES)("%s", (_, midway) => {
  let past: Past;
  let questions: ReturnType<typeof createQuestions>;
  beforeAll(() => {
    past = writePast({ events: 1500, ...(midway && { midway }) });
    // Of the file before its writer is there again nothing is read.
    opened(past.file, () => undefined);
    questions = createQuestions({ file: past.file });
  });
  afterAll(() => {
    questions.close(null);
    past.remove();
  });

  describe("whatever is asked for, the answers have exactly the events that fit", () => {
    test("page by page, from either end", () => {
      fc.assert(
        fc.property(
          query,
          fc.constantFrom("newest", "oldest"),
          fc.integer({ min: 20, max: 400 }),
          (text, order, limit) => {
            const fitting = past.events.filter(matcher(asked(text).query));
            const found = pagesOf(questions, { query: text, order, limit }).flat();
            expect(found).toEqual(order === "oldest" ? fitting : fitting.toReversed());
          },
        ),
        { numRuns: 75 },
      );
    });

    test("counted, in all and over time", () => {
      fc.assert(
        fc.property(query, fc.integer({ min: 1, max: 400 }), (text, buckets) => {
          const fitting = past.events.filter(matcher(asked(text).query));
          const histogram = questions.histogram({ ...asked(text), buckets });
          expect(questions.count(asked(text))).toBe(fitting.length);
          expect(histogram.total).toBe(fitting.length);
          const named = histogram.types.map((type, column) => [
            type,
            sum(histogram.buckets.map((row) => row[column] ?? 0)),
          ]);
          expect(named).toEqual(
            histogram.types.map((type) => [type, fitting.filter((event) => event.type === type).length]),
          );
        }),
        { numRuns: 50 },
      );
    });
  });

  test("each around the place up to where that table is filled is found by its type, and counted", () => {
    for (const { type } of past.events.slice(990, 1010)) {
      const fitting = past.events.filter((event) => event.type === type);
      const query = `type:${type}`;
      expect(pagesOf(questions, { query, order: "oldest", limit: 300 }).flat()).toEqual(fitting);
      expect(questions.count(asked(query))).toBe(fitting.length);
    }
  });

  test.each(["telemetry.*", "dna.karma_updated", "*", "no.such", "*.step_*"])(
    "the type %s fits as ever",
    (type) => {
      const fitting = past.events.filter((event) => typeMatcher(type)(event.type));
      expect(pagesOf(questions, { type, order: "oldest", limit: 300 }).flat()).toEqual(fitting);
      expect(questions.count(asked("", { type }))).toBe(fitting.length);
      expect(questions.histogram({ ...asked("", { type }), buckets: 10 }).total).toBe(fitting.length);
      const numbers = asked("duration_seconds<50", { type });
      expect(questions.count(numbers)).toBe(fitting.filter(matcher(numbers.query)).length);
    },
  );

  describe("for whoever types", () => {
    test("the fields are listed, with their kinds and the types that carry them", () => {
      const { fields } = questions.fields(null);
      const named = (name: string) => fields.find((field) => field.name === name);
      expect(fields[0]).toEqual({ name: "type", kind: "text", types: [] });
      expect(named("received")?.kind).toBe("time");
      expect(named("duration_seconds")).toEqual({
        name: "duration_seconds",
        kind: "number",
        types: ["telemetry.connection_closed"],
      });
      expect(named("metrics.cpu_usage")?.kind).toBe("number");
      expect(named("ok")?.kind).toBe("boolean");
      expect(named("score")?.kind).toBe("text");
      expect(named("created_at")?.kind).toBe("time");
    });

    test.each([
      ["robot", "ROBOT_01", ["robot_010", "robot_011"]],
      ["type", "dna.", ["dna.karma_updated", "dna.mutation_applied"]],
      ["reason", "k", ["kicked"]],
      ["ok", "", ["false", "true"]],
      ["step", "7", ["7"]],
      ["severity", "", ["WARNING"]],
      ["robot", "%", []],
      ["robot", "robot_010\0", []],
      ["no_such_field", "", []],
      ["((", "", []],
    ])("values of %s that begin with %j", (field, prefix, expected) => {
      expect(questions.values({ field, prefix, limit: 20 }).toSorted()).toEqual(expected);
    });

    test("no more values than wanted", () => {
      expect(questions.values({ field: "robot", prefix: "", limit: 3 })).toHaveLength(3);
    });
  });
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
