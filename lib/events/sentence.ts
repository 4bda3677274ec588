import { accessSentence, isAccessEvent } from "../access/sentence.ts";
import { alertWords, subjectWords } from "../alerts/words.ts";
import { formatMs, formatNumber, formatSeconds, formatSigned, plural } from "../format.ts";
import type { QualityMeasured } from "../telemetry/events.ts";
import type { BrainEvent } from "./envelope.ts";
import { asKnown, type KnownEvent } from "./known.ts";
import { foreignSentence } from "./sentence-foreign.ts";
import { clip, LONGEST } from "./sentence-words.ts";

/** Whom or what an event is about. */
export type Entity = { kind: "agent" | "robot" | "job"; id: string };

/** An event in one sentence, without the entity's name, which stands beside it. Pure; never throws. */
export function sentence(event: BrainEvent): string {
  const known = asKnown(event);
  return known
    ? clip(knownSentence(known), LONGEST)
    : foreignSentence(event.type, event.payload, toldBeside(event));
}

// The entity stands beside the sentence.
function toldBeside(event: BrainEvent): ReadonlySet<string> {
  const entity = entityOf(event);
  return new Set(entity ? [`${entity.kind}_id`] : []);
}

export function entityOf(event: BrainEvent): Entity | null {
  const { agent_id, robot_id, job_id } = event.payload;
  if (isId(agent_id)) return { kind: "agent", id: agent_id };
  if (isId(robot_id)) return { kind: "robot", id: robot_id };
  return isId(job_id) ? { kind: "job", id: job_id } : null;
}

/** Told so often that a person rarely wants to see each. */
export const ROUTINE_TYPES = [
  "metrics.aggregation_started",
  "metrics.aggregation_completed",
  "telemetry.metrics_published",
  "telemetry.quality_measured",
];
export const isRoutine = (type: string): boolean => ROUTINE_TYPES.includes(type);

const REASONS: Record<string, string> = {
  client_disconnect: "it said goodbye",
  transport_error: "the connection broke",
  heartbeat_timeout: "it stopped answering",
  server_shutdown: "the server stopped",
  gateway_lost: "its gateway was lost",
  replaced: "a newer connection took its place",
  kicked: "it was told to go",
};

/** Why a connection ended, in words; a foreign reason as it came. */
export function reasonWords(reason: string | null | undefined): string {
  if (!reason) return "no reason given";
  return Object.hasOwn(REASONS, reason) ? (REASONS[reason] ?? reason) : reason.replaceAll("_", " ");
}

function knownSentence(event: KnownEvent): string {
  if (isAccessEvent(event)) return accessSentence(event);
  switch (event.type) {
    case "dna.snapshot_created": {
      const { version, source, reason, dna_size } = event.payload;
      const size = dna_size === undefined ? "" : `, ${plural(dna_size, "key")}`;
      return `Version ${version} saved (${source}${size})${because(reason)}`;
    }
    case "dna.mutation_applied": {
      const { version, mutation_keys, reason } = event.payload;
      const keys = mutation_keys.length > 0 ? ` (${listOf(mutation_keys)})` : "";
      return `Mutated to version ${version}${keys}${because(reason)}`;
    }
    case "dna.karma_updated": {
      const { version, karma_score, previous_score, score_delta } = event.payload;
      const from = previous_score === undefined ? "" : `${formatNumber(previous_score, 2)} → `;
      const change = score_delta === undefined ? "" : ` (${formatSigned(score_delta)})`;
      return `Karma ${from}${formatNumber(karma_score, 2)}${change} for version ${version}`;
    }
    case "metrics.aggregation_started":
      return "Run started";
    case "metrics.aggregation_completed": {
      const { duration_ms, entries_processed } = event.payload;
      return `Run completed in ${formatMs(duration_ms)}, ${plural(entries_processed, "entry", "entries")}`;
    }
    case "metrics.aggregation_failed":
      return `Run failed with ${event.payload.error_type}: ${event.payload.error_message}`;
    case "telemetry.connection_established":
      return "Connected";
    case "telemetry.connection_closed": {
      const { duration_seconds, reason } = event.payload;
      return `Disconnected after ${formatSeconds(duration_seconds)}: ${reasonWords(reason)}`;
    }
    case "telemetry.metrics_published":
      return metricsSentence(event.payload.metrics);
    case "telemetry.quality_measured":
      return qualitySentence(event.payload);
    case "telemetry.robot_kicked": {
      const { connections, reason } = event.payload;
      return `Disconnected by an operator (${plural(connections, "connection")})${because(reason)}`;
    }
    case "telemetry.robot_blocked": {
      const { blocked_until, blocked_at, reason } = event.payload;
      return `Blocked by an operator for ${formatSeconds(Math.max(0, blocked_until - blocked_at))}${because(reason)}`;
    }
    case "telemetry.robot_unblocked":
      return "Let in again by an operator";
    case "telemetry.robot_archived":
      return `Hidden by an operator until it comes back${because(event.payload.reason)}`;
    case "telemetry.robot_restored":
      return "Shown again by an operator";
    case "telemetry.robot_noted":
      return event.payload.note === "" ? "Note taken away" : `Note: ${event.payload.note}`;
    case "alert.fired":
      return `${alertName(event.payload)}: ${alertWords(event.payload)}`;
    case "alert.reopened":
      return `${alertName(event.payload)}, again: ${alertWords(event.payload)}`;
    case "alert.cleared": {
      const { fired_at, cleared_at } = event.payload;
      return `Over after ${formatSeconds(Math.max(0, cleared_at - fired_at))}: ${alertWords(event.payload)}`;
    }
    case "alert.acknowledged":
      return `Alert acknowledged${byWhom(event.payload.by)}${because(event.payload.note)}`;
    case "alert.snoozed": {
      const { until, snoozed_at, by } = event.payload;
      return until > snoozed_at
        ? `Alert snoozed for ${formatSeconds(until - snoozed_at)}${byWhom(by)}`
        : `Alert no longer snoozed${byWhom(by)}`;
    }
    case "alert.muted": {
      const { until, muted_at, reason, by, subject } = event.payload;
      const time = until === null ? "" : ` for ${formatSeconds(Math.max(0, until - muted_at))}`;
      return `Alerts of ${subjectWords(subject)} muted${time}${byWhom(by)}${because(reason)}`;
    }
    case "alert.unmuted":
      return `Alerts of ${subjectWords(event.payload.subject)} no longer muted${byWhom(event.payload.by)}`;
    case "alert.rule_changed":
      return `Alert rule ${event.payload.rule_id} ${ruleFate(event.payload.rule)}${byWhom(event.payload.by)}`;
  }
}

function qualitySentence({ grade, latency_ms, jitter_ms, probes, missed_probes }: QualityMeasured): string {
  const told = [
    ...(latency_ms === undefined ? [] : [`round trip ${formatNumber(latency_ms, 0)} ms`]),
    ...(jitter_ms === undefined ? [] : [`jitter ${formatNumber(jitter_ms, 0)} ms`]),
    ...(missed_probes > 0 ? [`${formatNumber(missed_probes)} of ${plural(probes, "probe")} missed`] : []),
  ];
  return `Connection quality ${grade}${told.length > 0 ? `: ${told.join(", ")}` : ""}`;
}

const METRIC_WORDS: [name: string, word: string, unit: string][] = [
  ["cpu_usage", "CPU", "%"],
  ["memory_usage", "memory", "%"],
  ["network_latency_ms", "latency", "ms"],
  ["battery_percentage", "battery", "%"],
];

function metricsSentence(metrics: Record<string, unknown>): string {
  const told = METRIC_WORDS.flatMap(([name, word, unit]) => {
    const value = metrics[name];
    return typeof value === "number" ? [`${word} ${formatNumber(value, 0)} ${unit}`] : [];
  });
  return told.length > 0 ? `Metrics read: ${told.join(", ")}` : "Metrics read: none reported";
}

const LISTED = 3;

function listOf(names: readonly string[]): string {
  const more = names.length - LISTED;
  return names.slice(0, LISTED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

const alertName = ({ severity }: { severity: string }): string =>
  severity === "critical" ? "Critical alert" : severity === "warning" ? "Warning" : "Notice";
function ruleFate(rule: { enabled: boolean } | null): string {
  if (rule === null) return "set back";
  return rule.enabled ? "changed" : "switched off";
}
const byWhom = (by: string | undefined): string => (by ? ` by ${clip(by, 40)}` : "");
const because = (reason: string | undefined): string => (reason ? `: ${clip(reason, 80)}` : "");
const isId = (value: unknown): value is string => typeof value === "string" && value !== "";
