import { isObject } from "../json.ts";
import { type BadSample, type FindingCode, FURTHER_SOURCES, type TypeProducer } from "./report.ts";
import { emptySkew, type SkewTally } from "./skew.ts";

/** A finding as it is counted; the words are made when somebody asks. */
export interface FindingTally {
  code: FindingCode;
  field: string;
  /** Why it could not be read; empty for every other code. */
  reason: string;
  source: string;
  count: number;
  example: string | null;
  stream_id: string;
  first_seen: number;
  last_seen: number;
}

/** What was counted of one event type, as it is saved. */
export interface SavedTally {
  seen: number;
  valid: number;
  quarantined: number;
  first_seen: number;
  last_seen: number;
  last_bad: number | null;
  sample: BadSample | null;
  unwrapped: number;
  duplicates: number;
  producers: TypeProducer[];
  more_producers: number;
  findings: FindingTally[];
  more_findings: number;
  skew: SkewTally;
  fits: { type: string; count: number }[];
}

const TYPE_FORM = /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/;
const PRODUCERS = 20;
const VERSIONS = 5;
const FINDINGS = 60;
/** One way to deviate is told apart by so many producers: agents may be thousands, and none is to hide another way. */
const SOURCES_EACH = 8;
/** As long as a source may be over HTTP. */
const NAME_CHARS = 256;
const EXAMPLE_CHARS = 120;

export type TypeTally = ReturnType<typeof createTally>;

/** What tells one finding from another. */
export type FindingKey = Pick<FindingTally, "code" | "field" | "reason" | "source">;

interface ProducerTally {
  counted: TypeProducer;
  /** What the last event's meta said. */
  meta: Record<string, unknown> | null;
}

/** Counts what comes of one type, in bounded memory. Times are Unix seconds. */
export function createTally(type: string, saved: SavedTally | null, firstSeen = 0) {
  const counted: SavedTally = saved ?? emptyTally(firstSeen);
  const producers = new Map(
    counted.producers.map((producer): [string, ProducerTally] => [
      producer.source,
      { counted: producer, meta: null },
    ]),
  );
  const findings = new Map(counted.findings.map((finding) => [keyOf(finding), finding]));
  /** How many producers each way to deviate has. */
  const sources = new Map<string, number>();
  for (const finding of counted.findings)
    sources.set(kindOf(finding), (sources.get(kindOf(finding)) ?? 0) + 1);

  /** The finding as its own producer's, or as that of further ones. */
  function toldApart(finding: FindingKey): [key: string, finding: FindingKey] {
    const key = keyOf(finding);
    if (findings.has(key) || (sources.get(kindOf(finding)) ?? 0) < SOURCES_EACH) return [key, finding];
    const others = { ...finding, source: FURTHER_SOURCES };
    return [keyOf(others), others];
  }

  return {
    type,
    isWellNamed: TYPE_FORM.test(type),
    counted,
    /** One more entry of this producer; null beyond the limit. */
    producer(source: string, at: number): ProducerTally | null {
      let producer = producers.get(source);
      if (!producer) {
        if (producers.size >= PRODUCERS) {
          counted.more_producers++;
          return null;
        }
        producer = { counted: { source, seen: 0, quarantined: 0, last_seen: at, versions: [] }, meta: null };
        producers.set(source, producer);
        counted.producers.push(producer.counted);
      }
      producer.counted.seen++;
      if (at > producer.counted.last_seen) producer.counted.last_seen = at;
      return producer;
    },
    find(own: FindingKey, streamId: string, at: number, example: unknown): void {
      const [key, finding] = toldApart(own);
      const known = findings.get(key);
      if (known) {
        known.count++;
        if (at > known.last_seen) known.last_seen = at;
      } else if (findings.size >= FINDINGS) {
        counted.more_findings++;
      } else {
        const found: FindingTally = {
          ...finding,
          field: clip(finding.field),
          count: 1,
          example: exampleOf(example),
          stream_id: streamId,
          first_seen: at,
          last_seen: at,
        };
        findings.set(key, found);
        counted.findings.push(found);
        const kind = kindOf(finding);
        sources.set(kind, (sources.get(kind) ?? 0) + 1);
      }
    },
    /** An entry that was put aside for this reason could be read after all. */
    forgive(finding: FindingKey): void {
      const [key] = toldApart(finding);
      const known = findings.get(key);
      if (!known || --known.count > 0) return;
      findings.delete(key);
      sources.set(kindOf(finding), (sources.get(kindOf(finding)) ?? 1) - 1);
      counted.findings.splice(counted.findings.indexOf(known), 1);
    },
    fit(type: string): void {
      const known = counted.fits.find((fit) => fit.type === type);
      if (known) known.count++;
      else counted.fits.push({ type, count: 1 });
    },
  };
}

/** Remembers what an event's meta says of its producer's version, a few at most. The same as ever costs three comparisons. */
export function noteVersion(producer: ProducerTally, meta: Record<string, unknown>): void {
  const { meta: last, counted } = producer;
  const { version, schema_version: schema, producer: named } = meta;
  if (last?.version === version && last?.schema_version === schema && last?.producer === named) return;
  producer.meta = { version, schema_version: schema, producer: named };
  const words = [
    isShown(version) && clip(String(version), 40),
    isShown(schema) && `schema ${clip(String(schema), 40)}`,
    isShown(named) && named !== counted.source && `by ${clip(String(named), 60)}`,
  ].filter((word) => word !== false);
  const told = words.join(", ");
  if (!told || counted.versions.includes(told)) return;
  if (counted.versions.length >= VERSIONS) counted.versions.shift();
  counted.versions.push(told);
}

const isShown = (value: unknown): boolean =>
  typeof value === "number" || (typeof value === "string" && value !== "");

/** A row of an earlier run, or null where it isn't one. */
export function savedTally(value: unknown): SavedTally | null {
  if (!isObject(value) || typeof value.seen !== "number" || !isObject(value.skew)) return null;
  return Array.isArray(value.producers) && Array.isArray(value.findings) && Array.isArray(value.fits)
    ? // Rows of an earlier version counted no duplicates.
      ({ duplicates: 0, ...value } as unknown as SavedTally)
    : null;
}

/** At most so many characters, with an ellipsis where something was cut. */
export const clip = (text: string, max = NAME_CHARS): string =>
  text.length > max ? `${text.slice(0, max)}…` : text;

const emptyTally = (at: number): SavedTally => ({
  seen: 0,
  valid: 0,
  quarantined: 0,
  first_seen: at,
  last_seen: at,
  last_bad: null,
  sample: null,
  unwrapped: 0,
  duplicates: 0,
  producers: [],
  more_producers: 0,
  findings: [],
  more_findings: 0,
  skew: emptySkew(),
  fits: [],
});

const keyOf = (finding: FindingKey): string => `${kindOf(finding)}\n${finding.source}`;

// One reason per kind: the values that a reason quotes differ from entry to entry.
const kindOf = ({ code, field, reason }: FindingKey): string =>
  `${code}\n${clip(field)}${reason === "" ? "" : `\n${reason.replace(/"[^"]*"|[\d.,]+/g, "#")}`}`;

function exampleOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return clip(text, EXAMPLE_CHARS);
}
