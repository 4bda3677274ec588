import { createHash } from "node:crypto";
import type { Alert, Transition } from "#lib/alerts/track";
import { flatSubject } from "#lib/alerts/words";
import { createEvent } from "#lib/events/create";
import type { BrainEvent } from "#lib/events/envelope";

/**
 * The event that tells of a transition. Its id is made from the alert, the transition and how often it came back: whoever
 * evaluates the same again publishes the same again, and the log keeps one.
 */
export function toldEvent({ kind, at, alert, epoch = "" }: Transition): BrainEvent {
  return { ...eventOf(kind, at, alert), id: idOf(`${alert.id} ${kind} ${alert.flaps}${epoch}`) };
}

function eventOf(kind: Transition["kind"], at: number, alert: Alert): BrainEvent {
  const { id: alert_id, stream_id: shown_by, ...rest } = alert;
  const payload = { alert_id, ...rest, ...flatSubject(alert.subject), shown_by };
  switch (kind) {
    case "fired":
      return createEvent("alert.fired", payload, at);
    case "reopened":
      return createEvent("alert.reopened", { ...payload, reopened_at: at }, at);
    case "cleared":
      return createEvent("alert.cleared", { ...payload, cleared_at: at }, at);
  }
}

/** A UUID of version 8, "custom": the same name gives the same one. */
function idOf(name: string): string {
  const hex = createHash("sha256").update(`brainwave alert ${name}`).digest("hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
