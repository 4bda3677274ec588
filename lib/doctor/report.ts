import { z } from "zod";

/** What the contract doctor tells: per event type and per producer, how well the stream keeps to the contract. Times are Unix seconds. */

/** `findings.ts` says what each means. */
export const FINDING_CODES = [
  "unreadable",
  "karma_scale",
  "karma_percent",
  "range",
  "type_lost",
  "wrapped",
  "clock_ahead",
  "clock_behind",
  "time_missing",
  "time_naive",
  "time_scaled",
  "payload_time_text",
  "alias",
  "meta_missing",
  "id_form",
  "type_form",
  "unknown_field",
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** A breach made an entry unreadable, a deviation was read all the same, a notice is allowed but worth knowing. */
export const LEVELS = ["breach", "deviation", "notice"] as const;
export type Level = (typeof LEVELS)[number];

/** Stands for the producers of a finding beyond those that are told apart. */
export const FURTHER_SOURCES = "…";

export const Finding = z
  .object({
    code: z.enum(FINDING_CODES),
    level: z.enum(LEVELS),
    field: z.string().describe("Where: a field of the entry, dotted inside the payload."),
    words: z.string().describe("What deviates, to be read after the field's name."),
    source: z.string().describe('The producer; empty when the entry named none, "…" for those beyond eight.'),
    count: z.int().min(0).describe("Entries it was found in."),
    example: z.string().nullable().describe("A value as it came, shortened."),
    stream_id: z.string().describe("The first entry it was found in."),
    first_seen: z.number(),
    last_seen: z.number(),
  })
  .meta({ id: "Finding" });
export type Finding = z.infer<typeof Finding>;

export const BadSample = z
  .object({
    stream_id: z.string(),
    seen_at: z.number(),
    field: z.string(),
    reason: z.string(),
    fields: z.record(z.string(), z.string()).describe("As they came, long ones shortened."),
  })
  .meta({ id: "BadSample" });
export type BadSample = z.infer<typeof BadSample>;

/** The event's own time against the time at which the stream received it. */
export const Skew = z
  .object({
    count: z.int().min(1).describe("Events that carried a time."),
    median: z.number().describe("Seconds, to about 15 %; negative is behind the stream."),
    min: z.number(),
    max: z.number(),
    ahead: z.int().min(0).describe("Events more than 60 s ahead of the stream."),
    behind: z.int().min(0).describe("Events more than 60 s behind it."),
  })
  .meta({ id: "ClockSkew" });
export type Skew = z.infer<typeof Skew>;

export const TypeProducer = z
  .object({
    source: z.string(),
    seen: z.int().min(0),
    quarantined: z.int().min(0),
    last_seen: z.number(),
    versions: z.array(z.string()).describe("What its meta says: version, schema version, producer."),
  })
  .meta({ id: "TypeProducer" });
export type TypeProducer = z.infer<typeof TypeProducer>;

export const VERDICTS = ["broken", "deviates", "ok", "unknown"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const TypeReport = z
  .object({
    type: z.string().describe("Empty for entries that named none."),
    known: z.boolean().describe("One of the contract's nine."),
    verdict: z
      .enum(VERDICTS)
      .describe(
        "Broken: entries can't be read. Unknown: nothing deviates, but the contract says nothing about this type.",
      ),
    words: z.string().describe("The verdict in a sentence."),
    seen: z.int().min(0),
    valid: z.int().min(0).describe("Read as an event."),
    quarantined: z.int().min(0),
    first_seen: z.number(),
    last_seen: z.number(),
    last_bad: z.number().nullable().describe("When the last entry was put aside."),
    sample: BadSample.nullable().describe("The first entry that could not be read."),
    producers: z.array(TypeProducer).describe("Most entries first; at most 20."),
    more_producers: z.int().min(0).describe("Entries of further producers."),
    skew: Skew.nullable(),
    findings: z.array(Finding).describe("Worst first."),
    more_findings: z.int().min(0).describe("Further ones, counted but not kept apart."),
    unwrapped: z.int().min(0).describe("Came wrapped in a system.alert."),
    duplicates: z.int().min(0).describe("Came again under the id of one before: not among those seen."),
    fits: z
      .array(z.object({ type: z.string(), count: z.int().min(0) }))
      .describe("Of system.alert: known types that its source and payload fit; nothing was changed."),
  })
  .meta({ id: "TypeReport" });
export type TypeReport = z.infer<typeof TypeReport>;

export const Producer = z
  .object({
    source: z.string(),
    seen: z.int().min(0),
    quarantined: z.int().min(0),
    last_seen: z.number(),
    versions: z.array(z.string()),
    types: z.array(z.string()),
    findings: z.int().min(0).describe("Kinds of breaches and deviations."),
  })
  .meta({ id: "Producer" });
export type Producer = z.infer<typeof Producer>;

export const DoctorReport = z
  .object({
    types: z.array(TypeReport).describe("Worst first, then by name."),
    producers: z.array(Producer).describe("Those with most that deviates first."),
    seen: z.int().min(0),
    valid: z.int().min(0),
    quarantined: z.int().min(0),
    unwrapped: z.int().min(0),
    duplicates: z.int().min(0),
    others: z.int().min(0).describe("Entries of types beyond the 500 that are told apart."),
    since: z.number().nullable().describe("The first entry it saw."),
  })
  .meta({ id: "DoctorReport" });
export type DoctorReport = z.infer<typeof DoctorReport>;
