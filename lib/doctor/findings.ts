import type { FindingCode, Level } from "./report.ts";

interface FindingKind {
  level: Level;
  /** The contract's section. */
  section: string;
  /** What deviates, to be read after the field's name. Those of unreadable entries have their own. */
  words: string;
  /** What the contract says. */
  says: string;
  /** What became of such an entry here. */
  did: string;
}

const READ = "The event was read and is shown";
const AS_IT_CAME = `${READ}; the value stands as it came.`;

const PUT_ASIDE =
  "The entry was put aside with this reason. It is in no chart and no count, and it can be tried again.";

// The envelope could be read, and the payload is JSON, but not that of its type.
const BAD_PAYLOAD: FindingKind = {
  level: "breach",
  section: "3",
  words: "could not be read",
  says: "the payload of each of the nine types has the fields listed there, of these types; what is unknown is left out.",
  did: PUT_ASIDE,
};

/** What a finding is, by its code and the field it was found in. */
export const kindOf = (code: FindingCode, field: string): FindingKind =>
  code === "unreadable" && field.startsWith("payload.") ? BAD_PAYLOAD : FINDINGS[code];

/** THE list of what the doctor looks for. */
const FINDINGS: Readonly<Record<FindingCode, FindingKind>> = {
  unreadable: {
    level: "breach",
    section: "2",
    words: "could not be read",
    says: "an entry has id, type, source, timestamp (ISO-8601) and payload, a JSON object as text.",
    did: PUT_ASIDE,
  },
  karma_scale: {
    level: "deviation",
    section: "6",
    words: "is outside 0 to 1",
    says: "karma in events is 0 to 1. A producer that speaks percent is to be declared in the setting KARMA_PERCENT_SOURCES.",
    did: `${AS_IT_CAME} Nothing is rescaled by a guess.`,
  },
  karma_percent: {
    level: "notice",
    section: "6",
    words: "comes in percent, as its producer is declared to speak",
    says: "karma in events is 0 to 1.",
    did: `${READ}, divided by 100, because the setting KARMA_PERCENT_SOURCES names this producer.`,
  },
  range: {
    level: "deviation",
    section: "3",
    words: "is outside what it can be",
    says: "usage and battery are percent (0 to 100); times that something took are not negative.",
    did: AS_IT_CAME,
  },
  type_lost: {
    level: "deviation",
    section: "6",
    words: 'is "system.alert", though source and payload fit a known type',
    says: "one version of BRAiN renames types that it doesn't know to system.alert and keeps only their payload.",
    did: `${READ} as system.alert. What it may have been is noted for a person, and not guessed.`,
  },
  wrapped: {
    level: "deviation",
    section: "6",
    words: 'was "system.alert" around the whole event',
    says: "one version of BRAiN renames types that it doesn't know to system.alert and nests the event in the payload.",
    did: `${READ} as the event inside.`,
  },
  clock_ahead: {
    level: "deviation",
    section: "1",
    words: "is more than 60 s after the stream received it",
    says: "the timestamp is the moment of the event, in Unix seconds or ISO-8601, UTC. One in the future means a clock that runs ahead, or local time sent as UTC.",
    did: `${READ}; order and age go by the stream's own time.`,
  },
  clock_behind: {
    level: "deviation",
    section: "1",
    words: "is more than 60 s before the stream received it",
    says: "the timestamp is the moment of the event, UTC. One long past means a clock that runs behind, local time sent as UTC, or an event that was published late.",
    did: `${READ}; order and age go by the stream's own time.`,
  },
  time_missing: {
    level: "deviation",
    section: "1",
    words: "is missing",
    says: "every event carries its timestamp.",
    did: `${READ} with the time at which the stream received it.`,
  },
  time_naive: {
    level: "deviation",
    section: "2",
    words: "has no time zone",
    says: "on the stream the timestamp is ISO-8601 in UTC, with Z. Python's datetime.utcnow().isoformat() leaves the zone out; datetime.now(timezone.utc).isoformat() doesn't.",
    did: `${READ}; the time was taken as UTC.`,
  },
  time_scaled: {
    level: "deviation",
    section: "1",
    words: "is in milliseconds or microseconds",
    says: "the timestamp is in Unix seconds, or ISO-8601.",
    did: `${READ}; the time was turned into seconds.`,
  },
  payload_time_text: {
    level: "deviation",
    section: "3",
    words: "is text",
    says: "times inside payloads are Unix seconds, as a number.",
    did: `${READ}; the time was turned into seconds.`,
  },
  alias: {
    level: "deviation",
    section: "6",
    words: "is called battery_level",
    says: "the field's name is battery_percentage; one document calls it battery_level.",
    did: `${READ} under its right name.`,
  },
  meta_missing: {
    level: "deviation",
    section: "1",
    words: "is missing",
    says: "meta carries correlation_id, version, schema_version, producer and source_module. Readers accept events without it.",
    did: `${READ}; which version of the producer wrote it is unknown.`,
  },
  id_form: {
    level: "deviation",
    section: "1 and section 6",
    words: "is no UUID",
    says: "the id is a UUID v4, made once by the producer; readers know a repeated event by it. Any text is accepted.",
    did: `${READ} under the id as it came.`,
  },
  type_form: {
    level: "deviation",
    section: "1",
    words: "is no lower-case dotted name",
    says: "a type is a lower-case dotted name, module.action.",
    did: `${READ} under the type as it came.`,
  },
  unknown_field: {
    level: "notice",
    section: "3",
    words: "is not in the contract",
    says: "payloads may gain fields; they never lose or rename one. A new name beside a missing one is often a typing error.",
    did: `${READ}; the field is kept and shown.`,
  },
};
