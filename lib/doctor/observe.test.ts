import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CORPUS, entryOf, GOOD } from "../events/corpus.fixture.ts";
import { type DecodeOptions, decode } from "../events/decode.ts";
import { KNOWN_TYPES, type KnownType } from "../events/known.ts";
import { toIso } from "../time.ts";
import { createDoctor, type Doctor, type DoctorRow } from "./observe.ts";
import { DoctorReport } from "./report.ts";

const AT = 1_767_225_600;

/** Lets a doctor see entries, one second after another. */
function see(
  doctor: Doctor,
  entries: readonly Record<string, string>[],
  options: DecodeOptions = {},
  from = AT,
) {
  entries.forEach((fields, index) => {
    const at = from + index;
    const entry = { id: `${at * 1000}-0`, fields };
    doctor.observe(entry, decode(entry, options), at);
  });
  return doctor;
}

const doctorOf = (entries: readonly Record<string, string>[], options?: DecodeOptions) =>
  see(createDoctor(), entries, options);
const typeOf = (doctor: Doctor, type: string) => {
  const found = doctor.report().types.find((each) => each.type === type);
  if (!found) throw new Error(`${type} was not seen`);
  return found;
};
const good = (type: KnownType, others: Record<string, string> = {}) => entryOf(type, GOOD[type], others);
const karma = (change: Record<string, unknown>, others: Record<string, string> = {}) =>
  entryOf("dna.karma_updated", { ...GOOD["dna.karma_updated"], ...change }, others);
const codesOf = (doctor: Doctor, type: string) =>
  typeOf(doctor, type).findings.map(({ code, field }) => `${code} ${field}`);

/** What is saved, as another process reads it. */
const saved = (doctor: Doctor): DoctorRow[] => JSON.parse(JSON.stringify(doctor.takeChanged()));

test("events as the contract has them need nobody", () => {
  const { types, quarantined } = doctorOf(KNOWN_TYPES.map((type) => good(type))).report();
  expect(types.map(({ verdict }) => verdict)).toEqual(KNOWN_TYPES.map(() => "ok"));
  expect(types.flatMap(({ findings }) => findings)).toEqual([]);
  expect(quarantined).toBe(0);
});

test("a type that the contract doesn't list is not at fault", () => {
  const report = typeOf(
    doctorOf([entryOf("course.outline.created", { modules_count: 5 })]),
    "course.outline.created",
  );
  expect(report).toMatchObject({ known: false, verdict: "unknown", valid: 1, findings: [] });
});

describe("what can't be read", () => {
  const doctor = doctorOf([
    good("dna.karma_updated"),
    karma({ karma_score: "high" }),
    karma({ karma_score: "low" }),
    karma({ version: 0 }),
  ]);
  const report = typeOf(doctor, "dna.karma_updated");

  test("is counted by field and reason, whatever the values were", () => {
    expect(report).toMatchObject({ verdict: "broken", seen: 4, valid: 1, quarantined: 3 });
    expect(report.words).toBe("3 of 4 entries could not be read.");
    expect(report.findings).toMatchObject([
      {
        level: "breach",
        field: "payload.karma_score",
        words: 'must be a number, but is the text "high"',
        count: 2,
      },
      { level: "breach", field: "payload.version", count: 1 },
    ]);
  });

  test("leaves its first sample, as it came", () => {
    expect(report.sample).toMatchObject({
      stream_id: `${AT + 1}000-0`,
      field: "payload.karma_score",
      seen_at: AT + 1,
    });
    expect(report.sample?.fields.payload).toContain("high");
  });

  test("is forgotten a day after its type came right", () => {
    const next = good("dna.karma_updated", { timestamp: toIso(AT + 90_000) });
    const later = see(doctor, [next], {}, AT + 90_000);
    expect(typeOf(later, "dna.karma_updated")).toMatchObject({
      verdict: "deviates",
      words: "3 of 5 entries could not be read. None in the last day.",
    });
  });

  test("without a type is told apart from the others", () => {
    expect(typeOf(doctorOf([{ id: "x" }]), "")).toMatchObject({
      verdict: "broken",
      producers: [{ source: "" }],
    });
  });

  test("and could be read later is a breach less", () => {
    const doctor = doctorOf([karma({ karma_score: "high" }), good("dna.karma_updated")]);
    const entry = { id: `${AT}000-0`, fields: karma({ karma_score: "high" }) };
    doctor.readAfterAll(entry, {
      field: "payload.karma_score",
      reason: 'must be a number, but is the text "high"',
    });
    expect(typeOf(doctor, "dna.karma_updated")).toMatchObject({
      verdict: "ok",
      valid: 2,
      quarantined: 0,
      sample: null,
      findings: [],
      producers: [{ quarantined: 0 }],
    });
  });
});

describe("what is read but deviates", () => {
  test.each<
    [name: string, fields: Record<string, string>, code: string, field: string, example: string | null]
  >([
    ["karma in percent", karma({ karma_score: 85 }), "karma_scale", "payload.karma_score", "85"],
    [
      "previous karma below 0",
      karma({ previous_score: -0.1 }),
      "karma_scale",
      "payload.previous_score",
      "-0.1",
    ],
    [
      "a time without a zone",
      karma({}, { timestamp: "2026-01-01T00:00:00" }),
      "time_naive",
      "timestamp",
      "2026-01-01T00:00:00",
    ],
    ["a time in milliseconds", karma({}, { timestamp: `${AT}000` }), "time_scaled", "timestamp", `${AT}000`],
    ["no time", karma({}, { timestamp: "" }), "time_missing", "timestamp", null],
    ["no meta", karma({}, { meta: "" }), "meta_missing", "meta", null],
    ["an id of its own kind", karma({}, { id: "evt_1" }), "id_form", "id", "evt_1"],
    [
      "a payload's time as text",
      karma({ updated_at: toIso(AT) }),
      "payload_time_text",
      "payload.updated_at",
      null,
    ],
    [
      "a clock that runs ahead",
      karma({}, { timestamp: toIso(AT + 61) }),
      "clock_ahead",
      "timestamp",
      toIso(AT + 61),
    ],
    [
      "a clock that runs behind",
      karma({}, { timestamp: toIso(AT - 3600) }),
      "clock_behind",
      "timestamp",
      toIso(AT - 3600),
    ],
  ])("%s", (_name, fields, code, field, example) => {
    const report = typeOf(doctorOf([fields]), "dna.karma_updated");
    expect(report.verdict).toBe("deviates");
    expect(report.findings).toMatchObject([
      { code, field, example, count: 1, level: "deviation", source: "test" },
    ]);
  });

  test.each<[metrics: Record<string, unknown>, findings: string[]]>([
    [
      { cpu_usage: 101, battery_percentage: -1 },
      ["range payload.metrics.battery_percentage", "range payload.metrics.cpu_usage"],
    ],
    [{ battery_level: 5 }, ["alias payload.metrics.battery_percentage"]],
    [{ cpu_usage: 100, network_latency_ms: 900 }, []],
    [{ toString: 5 }, ["unknown_field payload.metrics.toString"]],
  ])("robot metrics %j", (metrics, findings) => {
    const fields = entryOf("telemetry.metrics_published", { robot_id: "r", metrics, published_at: AT });
    expect(codesOf(doctorOf([fields]), "telemetry.metrics_published").sort()).toEqual(findings);
  });

  test("a type that is no lower-case dotted name", () => {
    expect(codesOf(doctorOf([entryOf("My Type", {})]), "My Type")).toEqual(["type_form type"]);
  });

  test("a further field is a notice: payloads may gain fields", () => {
    const report = typeOf(doctorOf([karma({ mood: { is: "fine" } })]), "dna.karma_updated");
    expect(report.verdict).toBe("ok");
    expect(report.findings).toMatchObject([
      { code: "unknown_field", level: "notice", field: "payload.mood", example: '{"is":"fine"}' },
    ]);
  });

  test("percent of a producer that is declared to speak it is a notice", () => {
    const doctor = doctorOf([karma({ karma_score: 85 })], { percentSources: new Set(["test"]) });
    expect(typeOf(doctor, "dna.karma_updated")).toMatchObject({
      verdict: "ok",
      findings: [{ code: "karma_percent" }],
    });
  });

  test("an alert that is told late was found out late: that is no clock, but one from the future is", () => {
    const alert = (at: number) =>
      entryOf("alert.fired", GOOD["alert.fired"], { source: "alerts_service", timestamp: toIso(at) });
    const report = typeOf(doctorOf([alert(AT - 600), alert(AT + 600)]), "alert.fired");
    expect(report.findings.filter(({ field }) => field === "timestamp")).toMatchObject([
      { code: "clock_ahead" },
    ]);
  });

  test("a few late events among many are a delay, not a clock", () => {
    const late = karma({}, { timestamp: toIso(AT - 600) });
    const entries = Array.from({ length: 200 }, (_, index) =>
      karma({}, { timestamp: toIso(AT + 1 + index) }),
    );
    expect(typeOf(doctorOf([late, ...entries]), "dna.karma_updated")).toMatchObject({
      verdict: "ok",
      findings: [{ code: "clock_behind", level: "notice" }],
    });
  });
});

describe("system.alert", () => {
  test("an event that was unwrapped counts as what it is", () => {
    const inner = {
      id: crypto.randomUUID(),
      type: "dna.karma_updated",
      source: "dna_service",
      payload: GOOD["dna.karma_updated"],
    };
    const report = typeOf(doctorOf([entryOf("system.alert", inner)]), "dna.karma_updated");
    expect(report).toMatchObject({ unwrapped: 1, findings: [{ code: "wrapped" }] });
  });

  test("a lost type stays, with what it fits", () => {
    const fields = entryOf("system.alert", GOOD["dna.karma_updated"], { source: "dna_service" });
    expect(typeOf(doctorOf([fields]), "system.alert")).toMatchObject({
      fits: [{ type: "dna.karma_updated", count: 1 }],
      findings: [{ code: "type_lost" }],
    });
  });
});

test("producers are counted apart, with the versions they named", () => {
  const meta = (version: unknown, producer?: string) => ({
    meta: JSON.stringify({ version, schema_version: 2, producer }),
  });
  const doctor = doctorOf([
    karma({}, { source: "a", ...meta("1.0", "a") }),
    karma({}, { source: "a", ...meta("1.1", "core") }),
    karma({}, { source: "b" }),
    karma({ karma_score: 85 }, { source: "b" }),
    entryOf("x.y", {}, { source: "a" }),
  ]);
  expect(typeOf(doctor, "dna.karma_updated").producers).toMatchObject([
    { source: "a", seen: 2, versions: ["1.0, schema 2", "1.1, schema 2, by core"] },
    { source: "b", seen: 2 },
  ]);
  expect(doctor.report().producers).toMatchObject([
    { source: "b", findings: 1, types: ["dna.karma_updated"] },
    { source: "a", findings: 0, seen: 3 },
  ]);
});

describe("what is saved", () => {
  test("goes on where it was, counts exactly, and only rows that changed are written", () => {
    const first = doctorOf(CORPUS.map(({ fields }) => fields));
    const rows = saved(first);
    const second = createDoctor(rows);
    expect(second.report()).toEqual(first.report());
    expect(second.takeChanged()).toEqual([]);
    see(second, [good("dna.karma_updated")], {}, AT + 1000);
    expect(second.takeChanged().map(({ name }) => name)).toEqual(["type:dna.karma_updated"]);
    expect(second.report().seen).toBe(CORPUS.length + 1);
  });

  test("by somebody else is left out", () => {
    const rows = [
      { name: "type:a.b", report: null },
      { name: "type:c.d", report: { seen: 5 } },
      { name: "later", report: {} },
    ];
    expect(createDoctor(rows).report().types).toEqual([]);
  });
});

test("names that are made up without end are counted, but not kept", () => {
  const doctor = createDoctor();
  see(
    doctor,
    Array.from({ length: 700 }, (_, index) => entryOf(`a.t${index}`, {})),
  );
  see(
    doctor,
    Array.from({ length: 100 }, (_, index) =>
      entryOf("a.t0", {}, { source: `s${index}`, id: `i${index}`, timestamp: toIso(AT + index) }),
    ),
  );
  const report = doctor.report();
  expect(report.types).toHaveLength(500);
  expect(report).toMatchObject({ seen: 800, others: 200 });
  const type = typeOf(doctor, "a.t0");
  expect(type.producers.length).toBeLessThanOrEqual(20);
  expect(type.findings.length).toBeLessThanOrEqual(60);
  expect(type.more_producers + type.producers.reduce((sum, { seen }) => sum + seen, 0)).toBe(101);
  expect(type.more_findings + type.findings.reduce((sum, { count }) => sum + count, 0)).toBe(100);
  expect(createDoctor(saved(doctor)).report()).toEqual(report);
});

test("whatever comes, the report is what the API promises, and nothing is counted twice or lost", () => {
  const entries = fc.array(
    fc.oneof(
      fc.constantFrom(...CORPUS.map(({ fields }) => fields)),
      // Where an answer is checked against its schema, this one name is lost.
      fc.dictionary(
        fc.string().filter((name) => name !== "__proto__"),
        fc.string({ unit: "binary" }),
      ),
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(entries, (seen) => {
      const doctor = doctorOf(seen);
      const report = doctor.report();
      expect(DoctorReport.parse(report)).toEqual(report);
      expect(report.seen).toBe(seen.length);
      expect(report.valid + report.quarantined).toBe(seen.length);
      expect(createDoctor(saved(doctor)).report()).toEqual(report);
    }),
    { numRuns: 200 },
  );
});
