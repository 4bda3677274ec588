import type { KnownEvent } from "../events/known.ts";
import { plural } from "../format.ts";

export type AccessEvent = Extract<KnownEvent, { type: `access.${string}` }>;

export const isAccessEvent = (event: KnownEvent): event is AccessEvent => event.type.startsWith("access.");

/** What the audit trail tells, in one sentence. */
export function accessSentence(event: AccessEvent): string {
  switch (event.type) {
    case "access.login":
      return `${event.payload.user} logged in${by(event.payload.how)}${from(event.payload.address)}`;
    case "access.login_failed": {
      const { user, failures, address, how } = event.payload;
      return `${plural(failures, "failed log-in")}${user ? ` as ${user}` : ""}${by(how)}${from(address)}`;
    }
    case "access.logout": {
      const { user, everywhere, by } = event.payload;
      const whom = by === user ? `${user} logged out` : `${user} was logged out by ${by}`;
      return everywhere ? `${whom}, everywhere` : whom;
    }
    case "access.user_created":
      return `User ${event.payload.user} made as ${event.payload.role} by ${event.payload.by}`;
    case "access.user_changed": {
      const { user, changed, role, by } = event.payload;
      return changed === "role" ? `User ${user} made ${role} by ${by}` : `New password for ${user}, by ${by}`;
    }
    case "access.user_removed":
      return `User ${event.payload.user} removed by ${event.payload.by}`;
    case "access.token_created": {
      const { key_id, role, robots, by } = event.payload;
      return `Token ${key_id} made as ${role}${robots ? ` for ${robots}` : ""} by ${by}`;
    }
    case "access.token_revoked":
      return `Token ${event.payload.key_id} (${event.payload.role}) revoked by ${event.payload.by}`;
  }
}

const by = (how: string | undefined): string => (how === "oidc" ? " through the identity provider" : "");
const from = (address: string | undefined): string => (address ? ` from ${address}` : "");
