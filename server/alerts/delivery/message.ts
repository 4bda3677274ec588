import { createHash, createHmac } from "node:crypto";
import type { DeliveryView } from "#lib/alerts/api-delivery";
import type { Incident } from "#lib/alerts/incidents";
import type { AlertState } from "#lib/alerts/state";
import { alertWords, subjectWords } from "#lib/alerts/words";
import { toIso } from "#lib/time";
import type { Channel } from "./channels.ts";
import type { Message } from "./post.ts";

/** Of a story with more alerts than this the first ones are told, and how many there are. */
const ALERTS_TOLD = 50;

/** What a delivery says, as it is kept with it. */
export interface Told {
  kind: DeliveryView["kind"];
  /** Of the story's first alert; the same for all that is said of it. */
  dedup_key: string;
  incident: Pick<Incident, "id" | "severity" | "sentence" | "from" | "to">;
  alerts: TellableAlert[];
  total: number;
}

interface TellableAlert {
  alert_id: string;
  rule_id: string;
  severity: string;
  subject: AlertState["subject"];
  words: string;
  since: number;
  fired_at: number;
  cleared_at: number | null;
  value: number;
  threshold: number;
}

export function tell(
  kind: Told["kind"],
  dedup_key: string,
  { id, severity, sentence, from, to }: Incident,
  alerts: readonly AlertState[],
): Told {
  const shown = alerts.slice(0, ALERTS_TOLD).map(tellable);
  return {
    kind,
    dedup_key,
    incident: { id, severity, sentence, from, to },
    alerts: shown,
    total: alerts.length,
  };
}

const tellable = (alert: AlertState): TellableAlert => ({
  alert_id: alert.id,
  rule_id: alert.rule_id,
  severity: alert.severity,
  subject: alert.subject,
  words: `${subjectWords(alert.subject)}: ${alertWords(alert)}`,
  since: alert.since,
  fired_at: alert.fired_at,
  cleared_at: alert.cleared_at,
  value: alert.value,
  threshold: alert.threshold,
});

export function testMessage(at: number): Told {
  const sentence = "A test message from Brainwave: alerts arrive here";
  return {
    kind: "test",
    dedup_key: "brainwave-test",
    incident: { id: "test", severity: "info", sentence, from: at, to: at },
    alerts: [],
    total: 0,
  };
}

/** What is posted to a channel at `at`, Unix seconds: signed over that time and the body, where there is a secret. */
export function messageFor(channel: Channel, deliveryId: string, told: Told, at: number): Message {
  const body = JSON.stringify(bodyFor(channel, deliveryId, told, at));
  const headers: Record<string, string> = { "brainwave-delivery": deliveryId };
  if (channel.type === "webhook" && channel.secret !== null) {
    const t = Math.floor(at);
    const signature = createHmac("sha256", channel.secret).update(`${t}.${body}`).digest("hex");
    headers["brainwave-signature"] = `t=${t},v1=${signature}`;
  }
  return { url: channel.url, body, headers };
}

function bodyFor({ type, secret }: Channel, deliveryId: string, told: Told, at: number): object {
  const { kind, dedup_key, incident, alerts, total } = told;
  switch (type) {
    case "webhook":
      return { delivery_id: deliveryId, sent_at: at, ...told };
    case "pagerduty":
      return {
        routing_key: secret,
        // Another trigger under a key adds to its incident and pages nobody again; a test opens nothing to be closed.
        event_action: kind === "triggered" || kind === "updated" ? "trigger" : "resolve",
        dedup_key: shortKey(dedup_key),
        payload: {
          summary: incident.sentence.slice(0, 1024),
          source: "brainwave",
          severity: incident.severity,
          timestamp: toIso(incident.from),
          custom_details: { incident, alerts, total },
        },
      };
    case "slack":
      return { text: slackText(told) };
  }
}

/** PagerDuty takes 255 characters; an id of an alert is longer where a robot's name is. */
const shortKey = (key: string): string =>
  key.length <= 255 ? key : createHash("sha256").update(key).digest("hex");

const MARKS = { triggered: "🔴", updated: "🔴", resolved: "✅", test: "ℹ️" };
const BEFORE = { triggered: "", updated: "Update: ", resolved: "Over: ", test: "" };
const LINES = 10;

function slackText({ kind, incident, alerts, total }: Told): string {
  const head = `${MARKS[kind]} ${BEFORE[kind]}${incident.sentence} (${incident.severity})`;
  const lines = alerts.slice(0, LINES).map(({ words }) => `• ${words}`);
  const more = total > LINES ? [`… and ${total - LINES} more`] : [];
  // Slack reads these three as markup.
  return [head, ...lines, ...more]
    .join("\n")
    .replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? sign);
}
