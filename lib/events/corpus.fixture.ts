import { toIso } from "../time.ts";
import { KNOWN_TYPES, type KnownType } from "./known.ts";

/** One damaged or odd stream entry, and what must become of it. */
export interface Specimen {
  name: string;
  fields: Record<string, string>;
  /** The reason after its field's name; null when it must be read as an event. */
  reason: string | null;
}

const AT = 1_767_225_600;

const ABOUT = { subject: { kind: "robot", id: "r" }, robot_id: "r" };
const ALERT = {
  alert_id: "robot_dropped.robot.1767225600000.r",
  rule_id: "robot_dropped",
  kind: "robot_dropped",
  severity: "warning",
  ...ABOUT,
  since: AT - 10,
  fired_at: AT,
  value: 1,
  threshold: 0,
  worst: 1,
  flaps: 0,
  shown_by: "1767225590000-0",
};

/** A payload of each known type as the contract has it. */
export const GOOD: Readonly<Record<KnownType, Record<string, unknown>>> = {
  "dna.snapshot_created": {
    snapshot_id: 1,
    agent_id: "a",
    version: 1,
    source: "manual",
    parent_snapshot_id: null,
    dna_size: 4,
    traits_count: 2,
    created_at: AT,
  },
  "dna.mutation_applied": {
    snapshot_id: 2,
    agent_id: "a",
    version: 2,
    parent_snapshot_id: 1,
    mutation_keys: ["risk"],
    traits_delta: { calm: 0.1 },
    created_at: AT,
  },
  "dna.karma_updated": { snapshot_id: 2, agent_id: "a", version: 2, karma_score: 0.5, updated_at: AT },
  "metrics.aggregation_started": { job_id: "aggregate_mission_metrics", started_at: AT },
  "metrics.aggregation_completed": {
    job_id: "aggregate_mission_metrics",
    entries_processed: 3,
    duration_ms: 12.5,
    completed_at: AT,
  },
  "metrics.aggregation_failed": {
    job_id: "aggregate_mission_metrics",
    error_message: "no answer",
    error_type: "Timeout",
    failed_at: AT,
  },
  "telemetry.connection_established": { robot_id: "r", connection_id: "c", connected_at: AT },
  "telemetry.connection_closed": {
    robot_id: "r",
    connection_id: "c",
    duration_seconds: 60,
    disconnected_at: AT,
  },
  "telemetry.metrics_published": { robot_id: "r", metrics: { cpu_usage: 5 }, published_at: AT },
  "telemetry.quality_measured": {
    robot_id: "r",
    connection_id: "c",
    grade: "fair",
    latency_ms: 41,
    jitter_ms: 3.5,
    probes: 12,
    missed_probes: 1,
    messages_per_second: 2,
    bytes_per_second: 180,
    refused_messages: 0,
    window_seconds: 60,
    measured_at: AT,
  },
  "telemetry.robot_kicked": { robot_id: "r", connections: 1, kicked_at: AT },
  "telemetry.robot_blocked": { robot_id: "r", blocked_until: AT + 600, blocked_at: AT },
  "telemetry.robot_unblocked": { robot_id: "r", unblocked_at: AT },
  "telemetry.robot_archived": { robot_id: "r", archived_at: AT },
  "telemetry.robot_restored": { robot_id: "r", restored_at: AT },
  "access.login": { user: "ada", at: AT },
  "access.login_failed": { failures: 1, at: AT },
  "access.logout": { user: "ada", everywhere: false, by: "ada", at: AT },
  "access.user_created": { user: "ada", role: "admin", by: "command line", at: AT },
  "access.user_changed": { user: "ada", changed: "role", role: "viewer", by: "bob", at: AT },
  "access.user_removed": { user: "ada", by: "bob", at: AT },
  "access.token_created": { key_id: "abcDEF12", role: "robot", robots: "robot_*", by: "ada", at: AT },
  "access.token_revoked": { key_id: "abcDEF12", role: "robot", by: "ada", at: AT },
  "telemetry.robot_noted": { robot_id: "r", note: "wheel replaced", noted_at: AT },
  "alert.fired": ALERT,
  "alert.reopened": { ...ALERT, reopened_at: AT },
  "alert.cleared": { ...ALERT, cleared_at: AT },
  "alert.acknowledged": { alert_id: ALERT.alert_id, rule_id: "robot_dropped", ...ABOUT, acknowledged_at: AT },
  "alert.snoozed": {
    alert_id: ALERT.alert_id,
    rule_id: "robot_dropped",
    ...ABOUT,
    until: AT + 600,
    snoozed_at: AT,
  },
  "alert.muted": { ...ABOUT, until: null, muted_at: AT },
  "alert.unmuted": { ...ABOUT, unmuted_at: AT },
  "alert.rule_changed": { rule_id: "battery_low", rule: null, changed_at: AT },
};

/** The fields of a good entry of a type, with what else is given. */
export function entryOf(type: string, payload: unknown, others: Record<string, string> = {}) {
  return {
    id: "6f1c1d0e-7a0b-4f5e-9b1a-0c2d3e4f5a6b",
    type,
    source: "test",
    timestamp: toIso(AT),
    payload: typeof payload === "string" ? payload : JSON.stringify(payload),
    meta: '{"version":"1.0","schema_version":1}',
    ...others,
  };
}

const foreign = (payload: unknown, others: Record<string, string> = {}) => entryOf("a.b", payload, others);
const without = (name: string, fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
const bad = (name: string, fields: Record<string, string>, reason: string): Specimen => ({
  name,
  fields,
  reason,
});
const odd = (name: string, fields: Record<string, string>): Specimen => ({ name, fields, reason: null });

const nested = (depth: number, text = "1") => `${'{"a":'.repeat(depth)}${text}${"}".repeat(depth)}`;
const manyKeys = (count: number) =>
  `{${Array.from({ length: count }, (_, index) => `"k${index}":1`).join(",")}}`;

const karma = GOOD["dna.karma_updated"];
const withKarma = (change: Record<string, unknown>) => entryOf("dna.karma_updated", { ...karma, ...change });
const metrics = (values: Record<string, unknown>) =>
  entryOf("telemetry.metrics_published", { robot_id: "r", metrics: values, published_at: AT });

const ENVELOPES: Specimen[] = [
  bad("no fields at all", {}, "id is missing; every event carries its own, a UUID"),
  bad("no id", without("id", foreign({})), "id is missing; every event carries its own, a UUID"),
  bad("an empty id", foreign({}, { id: "" }), "id is empty; every event carries its own, a UUID"),
  bad("a blank id", foreign({}, { id: " \t" }), "id is blank; every event carries its own, a UUID"),
  bad(
    "an id of 1,000 characters",
    foreign({}, { id: "x".repeat(1000) }),
    "id is 1000 characters long; at most 256 are read",
  ),
  bad(
    "no type",
    without("type", foreign({})),
    'type is missing; it must be a dotted name such as "dna.karma_updated"',
  ),
  bad(
    "an empty type",
    foreign({}, { type: "" }),
    'type is empty; it must be a dotted name such as "dna.karma_updated"',
  ),
  bad(
    "a type of 100,000 characters",
    foreign({}, { type: "t".repeat(100_000) }),
    "type is 100000 characters long; at most 256 are read",
  ),
  bad("no source", without("source", foreign({})), "source is missing; it must name the producer"),
  bad(
    "no payload",
    without("payload", foreign({})),
    'payload is missing; it must be a JSON object such as {"agent_id":"a"}',
  ),
  bad(
    "an empty payload",
    foreign("", {}),
    'payload is empty; it must be a JSON object such as {"agent_id":"a"}',
  ),
  bad(
    "bytes that are no text",
    foreign({}, { source: "caf\ufffd" }),
    "source holds bytes that are no text; it must be UTF-8",
  ),
  bad(
    "a field's name that is no text",
    foreign({}, { "\ufffd\ufffd": "x" }),
    "\ufffd\ufffd holds bytes that are no text; it must be UTF-8",
  ),
  bad(
    "an entry of a megabyte",
    foreign({ a: "x".repeat(1_000_000) }),
    "entry has 977 KiB; at most 256 KiB are read",
  ),
  bad(
    "a thousand fields of a kilobyte",
    Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`f${index}`, "x".repeat(1000)])),
    "entry has 981 KiB; at most 256 KiB are read",
  ),
  odd("an unknown type", foreign({ x: 1 })),
  odd("a type of one word", foreign({}, { type: "broadcast" })),
  odd("a type with spaces and capitals", foreign({}, { type: "My Type. Of" })),
  odd("a type of BRAiN that is four deep", foreign({}, { type: "course.workflow.state.transitioned" })),
  odd("an id that is no UUID", foreign({}, { id: "evt_dna_1767225600_ab12" })),
  odd("unknown fields", foreign({}, { colour: "blue", "": "nameless" })),
  odd("a field called __proto__", foreign({}, JSON.parse('{"__proto__":"x"}'))),
  odd("fields named as what every object has", foreign({}, { constructor: "x", toString: "y" })),
  odd("no meta", without("meta", foreign({}))),
  odd("a meta that is a list", foreign({}, { meta: "[1]" })),
  bad(
    "a meta that is no JSON",
    foreign({}, { meta: "{version" }),
    'meta is not JSON: it begins with "{version"',
  ),
  odd("an empty target", foreign({}, { target: "" })),
  odd(
    "HTML everywhere",
    foreign({ message: "<img src=x onerror=alert(1)>" }, { source: "<b>s</b>", type: "<i>.b" }),
  ),
  odd("text that runs from the right", foreign({ message: "\u202eevil" }, { source: "\u05d0\u05d1" })),
  odd("a NUL in a source", foreign({}, { source: "a\u0000b" })),
];

const TIMES: Specimen[] = [
  odd("no timestamp", without("timestamp", foreign({}))),
  odd("a time without a zone", foreign({}, { timestamp: "2026-01-01T00:00:00.123456" })),
  odd("a time with an offset", foreign({}, { timestamp: "2026-01-01T01:00:00+0100" })),
  odd("seconds as text", foreign({}, { timestamp: "1767225600.25" })),
  odd("milliseconds", foreign({}, { timestamp: "1767225600000" })),
  odd("microseconds", foreign({}, { timestamp: "1767225600000000" })),
  odd("the year 9999", foreign({}, { timestamp: "9999-12-31T23:59:59Z" })),
  odd("the year 1970", foreign({}, { timestamp: "0" })),
  bad(
    "a negative time",
    foreign({}, { timestamp: "-5" }),
    'timestamp is "-5", which is no time: it must be ISO-8601 or Unix seconds',
  ),
  bad(
    "a word for a time",
    foreign({}, { timestamp: "yesterday" }),
    'timestamp is "yesterday", which is no time: it must be ISO-8601 or Unix seconds',
  ),
  bad(
    "a time that is NaN",
    foreign({}, { timestamp: "NaN" }),
    'timestamp is "NaN", which is no time: it must be ISO-8601 or Unix seconds',
  ),
  bad(
    "a time beyond all",
    foreign({}, { timestamp: "1e300" }),
    'timestamp is "1e300", which is no time: it must be ISO-8601 or Unix seconds',
  ),
  bad(
    "the 31st of February",
    foreign({}, { timestamp: "2026-02-31T99:00:00Z" }),
    'timestamp is "2026-02-31T99:00:00Z", which is no time: it must be ISO-8601 or Unix seconds',
  ),
  bad(
    "a time of a thousand characters",
    foreign({}, { timestamp: "2".repeat(1000) }),
    `timestamp is "${"2".repeat(40)}…", which is no time: it must be ISO-8601 or Unix seconds`,
  ),
];

const TEXTS: Specimen[] = [
  bad("a payload that is no JSON", foreign("not json"), 'payload is not JSON: it begins with "not json"'),
  bad("a payload of one brace", foreign("{"), "payload is not JSON: it is cut off before its end"),
  bad(
    "a payload that is cut off",
    foreign('{"agent_id":"a","ver'),
    "payload is not JSON: it is cut off before its end",
  ),
  bad("a payload of blanks", foreign("  "), "payload is blank; it must be JSON text"),
  bad(
    "a Python dictionary",
    foreign("{'agent_id': 'a'}"),
    'payload is not JSON: its texts stand in single quotes; JSON wants "double" ones',
  ),
  bad(
    "Python's None",
    foreign('{"parent": None}'),
    "payload is not JSON: it is a Python value; json.dumps makes JSON of it",
  ),
  bad(
    "NaN",
    foreign('{"karma_score": NaN}'),
    "payload is not JSON: it contains NaN, and JSON has no such number",
  ),
  bad(
    "minus Infinity",
    foreign('{"x":[-Infinity]}'),
    "payload is not JSON: it contains -Infinity, and JSON has no such number",
  ),
  bad(
    "a raw line break in a text",
    foreign('{"a":"one\ntwo"}'),
    "payload is not JSON: a text in it holds a line break or another control character, which must be escaped",
  ),
  bad(
    "a raw NUL in a text",
    foreign('{"a":"\u0000"}'),
    "payload is not JSON: a text in it holds a line break or another control character, which must be escaped",
  ),
  bad("two objects in one", foreign("{}{}"), 'payload is not JSON: it begins with "{}{}"'),
  bad("[object Object]", foreign("[object Object]"), 'payload is not JSON: it begins with "[object Object]"'),
  bad("a pickle", foreign("\u0080\u0004}q\u0000."), 'payload is not JSON: it begins with "··}q·."'),
  bad(
    "a list",
    foreign("[1,2,3]"),
    'payload must be a JSON object such as {"agent_id":"a"}, but is a list of 3',
  ),
  bad(
    "an empty list",
    foreign("[]"),
    'payload must be a JSON object such as {"agent_id":"a"}, but is an empty list',
  ),
  bad(
    "a number",
    foreign("42"),
    'payload must be a JSON object such as {"agent_id":"a"}, but is the number 42',
  ),
  bad(
    "a text",
    foreign('"hello"'),
    'payload must be a JSON object such as {"agent_id":"a"}, but is the text "hello"',
  ),
  bad(
    "JSON in JSON",
    foreign(JSON.stringify(JSON.stringify({ a: 1 }))),
    'payload must be a JSON object such as {"agent_id":"a"}, but is the text "{"a":1}"',
  ),
  bad("null", foreign("null"), 'payload must be a JSON object such as {"agent_id":"a"}, but is null'),
  bad("true", foreign("true"), 'payload must be a JSON object such as {"agent_id":"a"}, but is true'),
  odd("nesting of 32 levels", foreign(nested(32))),
  bad("nesting of 33 levels", foreign(nested(33)), "payload is nested deeper than 32 levels"),
  bad("nesting of 5,000 levels", foreign(nested(5000)), "payload is nested deeper than 32 levels"),
  bad("5,000 open brackets", foreign("[".repeat(5000)), "payload is nested deeper than 32 levels"),
  odd("2,000 keys", foreign(manyKeys(2000))),
  bad("20,000 keys", foreign(manyKeys(20_000)), "payload has more than 2000 keys"),
  bad("100,000 keys", foreign(manyKeys(100_000)), "entry has 1064 KiB; at most 256 KiB are read"),
  bad(
    "a key named __proto__",
    foreign('{"__proto__":{"admin":true}}'),
    'payload has a key named "__proto__"',
  ),
  bad("the same in disguise", foreign('{"\\u005f_proto__":1}'), 'payload has a key named "__proto__"'),
  odd("a key twice: the last counts", foreign('{"a":1,"a":2}')),
  odd("a lone surrogate", foreign('{"a":"\\ud800"}')),
  odd("a number larger than any", foreign('{"a":1e400,"b":123456789012345678901234567890}')),
  odd("an empty object", foreign({})),
];

const PAYLOADS: Specimen[] = [
  bad(
    "a score that is text",
    withKarma({ karma_score: "high" }),
    'payload.karma_score must be a number, but is the text "high"',
  ),
  bad(
    "a score that is a number in quotes",
    withKarma({ karma_score: "0.5" }),
    'payload.karma_score must be a number, but is the text "0.5"',
  ),
  bad(
    "a score that is missing",
    withKarma({ karma_score: undefined }),
    "payload.karma_score is missing; it must be a number",
  ),
  bad(
    "a score that is null",
    withKarma({ karma_score: null }),
    "payload.karma_score must be a number, but is null",
  ),
  bad(
    "a score beyond all",
    entryOf("dna.karma_updated", JSON.stringify(karma).replace("0.5", "1e999")),
    "payload.karma_score must be a number, but is a number too large to be kept",
  ),
  bad(
    "half a version",
    withKarma({ version: 1.5 }),
    "payload.version must be a whole number, but is the number 1.5",
  ),
  bad("version 0", withKarma({ version: 0 }), "payload.version must be at least 1, but is the number 0"),
  bad(
    "a snapshot id beyond what can be counted",
    withKarma({ snapshot_id: 2 ** 60 }),
    "payload.snapshot_id must be at most 9,007,199,254,740,991, but is the number 1152921504606847000",
  ),
  bad("an agent without a name", withKarma({ agent_id: "" }), "payload.agent_id must not be empty"),
  bad(
    "an agent with a name of 129 characters",
    withKarma({ agent_id: "a".repeat(129) }),
    "payload.agent_id must be at most 128 characters long, but is 129 long",
  ),
  bad(
    "an agent with a line break",
    withKarma({ agent_id: "a\nb" }),
    "payload.agent_id must not contain control characters",
  ),
  bad(
    "an agent with half a character",
    withKarma({ agent_id: "\ud800" }),
    "payload.agent_id must be well-formed Unicode",
  ),
  bad(
    "an agent that is a number",
    withKarma({ agent_id: 7 }),
    "payload.agent_id must be text, but is the number 7",
  ),
  bad(
    "a time that is a list",
    withKarma({ updated_at: [] }),
    "payload.updated_at must be a number, but is an empty list",
  ),
  bad(
    "a time in a payload that is none",
    withKarma({ updated_at: "soon" }),
    'payload.updated_at must be a number, but is the text "soon"',
  ),
  odd("a time in a payload as ISO-8601", withKarma({ updated_at: "2026-01-01T00:00:00" })),
  odd("karma in percent", withKarma({ karma_score: 85 })),
  odd("a payload with more fields", withKarma({ mood: "fine" })),
  odd("a robot metric by its other name", metrics({ battery_level: 12 })),
  odd("no metric at all", metrics({})),
  bad(
    "a metric that is text",
    metrics({ cpu_usage: "5 %" }),
    'payload.metrics.cpu_usage must be a number, but is the text "5 %"',
  ),
  bad(
    "metrics that are a list",
    metrics([] as never),
    "payload.metrics must be an object, but is an empty list",
  ),
  bad(
    "keys that are text",
    entryOf("dna.mutation_applied", { ...GOOD["dna.mutation_applied"], mutation_keys: "risk" }),
    'payload.mutation_keys must be a list, but is the text "risk"',
  ),
  bad(
    "a key that is a number",
    entryOf("dna.mutation_applied", { ...GOOD["dna.mutation_applied"], mutation_keys: ["risk", 5] }),
    "payload.mutation_keys.1 must be text, but is the number 5",
  ),
  bad(
    "a delta that is a list",
    entryOf("dna.mutation_applied", { ...GOOD["dna.mutation_applied"], traits_delta: [1] }),
    "payload.traits_delta must be an object, but is a list of 1",
  ),
  bad(
    "a negative duration",
    entryOf("metrics.aggregation_completed", { ...GOOD["metrics.aggregation_completed"], duration_ms: -1 }),
    "payload.duration_ms must be at least 0, but is the number -1",
  ),
  bad(
    "a connection with an endless id",
    entryOf("telemetry.connection_established", {
      ...GOOD["telemetry.connection_established"],
      connection_id: "c".repeat(300),
    }),
    "payload.connection_id must be at most 256 characters long, but is 300 long",
  ),
  ...KNOWN_TYPES.map((type) => {
    const [first, value] = Object.entries(GOOD[type])[0] ?? [];
    const wanted = { number: "a number", object: "an object" }[typeof value as string] ?? "text";
    return bad(
      `${type} with an empty payload`,
      entryOf(type, {}),
      `payload.${first} is missing; it must be ${wanted}`,
    );
  }),
];

const WRAPPED: Specimen[] = [
  odd(
    "an event in a system.alert",
    entryOf("system.alert", { id: "i", type: "dna.karma_updated", source: "dna_service", payload: karma }),
  ),
  odd(
    "an event in a system.alert, flat",
    entryOf("system.alert", { id: "i", type: "dna.karma_updated", source: "dna_service", ...karma }),
  ),
  bad(
    "a broken event in a system.alert",
    entryOf("system.alert", { id: "i", type: "dna.karma_updated", source: "dna_service", payload: {} }),
    "payload.snapshot_id is missing; it must be a number",
  ),
  odd("a system.alert with an empty type inside", entryOf("system.alert", { type: "", source: "s" })),
  odd(
    "a system.alert with an endless type inside",
    entryOf("system.alert", { type: "x".repeat(1000), source: "s" }),
  ),
  odd(
    "a system.alert in a system.alert",
    entryOf("system.alert", { type: "system.alert", source: "s", payload: { type: "a.b", source: "t" } }),
  ),
];

/** Damaged and odd entries, made by hand after what was met in the wild. */
export const CORPUS: readonly Specimen[] = [...ENVELOPES, ...TIMES, ...TEXTS, ...PAYLOADS, ...WRAPPED];
