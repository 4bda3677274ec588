import type { Principal } from "#lib/access/decide";
import type { PayloadOf } from "#lib/events/catalog";
import { createEvent } from "#lib/events/create";
import { toFields } from "#lib/events/fields";
import type { KnownType } from "#lib/events/known";
import type { Commit } from "#server/store/port";

type AccessType = Extract<KnownType, `access.${string}`>;

/** The event of a change, to be written in one step with it. */
export function told<T extends AccessType>(
  type: T,
  payload: PayloadOf<T>,
  at: number,
): Required<Pick<Commit, "appends">> {
  const event = createEvent(type, payload, at);
  return { appends: [{ stream: "events", entry: { dedupId: event.id, fields: toFields(event) } }] };
}

/** Who did it, as the audit trail says it. */
export function actorOf(who: Principal): string {
  if (who.kind === "user") return who.name;
  return who.kind === "token" ? `token ${who.id}` : "everyone";
}
