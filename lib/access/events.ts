import { z } from "zod";
import { optional } from "../optional.ts";

/**
 * The audit trail: who came in, and who changed who may. Never a secret, and of a failed log-in not even the name
 * unless there is such a user: people type passwords into the wrong field. `by` is a user's name, `token <key id>`,
 * `set-up link`, `command line`, `identity provider`, or `everyone` while access control is off. Times are Unix seconds.
 */
const at = z.number();
const by = z.string();
const name = z.string().min(1).max(64);
const address = optional(z.string());
const role = z.string();

/** `how` is password or oidc, here and below; absent where it was a password. */
export const LoggedIn = z.looseObject({ user: name, address, how: optional(z.string()), at });
/** Told of one failure at once, then at most once a minute; `failures` counts all of them since the last word. */
export const LoginFailed = z.looseObject({
  user: optional(z.string()),
  address,
  how: optional(z.string()),
  failures: z.number(),
  at,
});
export const LoggedOut = z.looseObject({ user: name, everywhere: z.boolean(), by, at });
export const UserCreated = z.looseObject({ user: name, role, by, at });
/** `changed` is role or password. */
export const UserChanged = z.looseObject({ user: name, changed: z.string(), role, by, at });
export const UserRemoved = z.looseObject({ user: name, by, at });
export const TokenCreated = z.looseObject({
  key_id: z.string().min(1),
  role,
  robots: optional(z.string()),
  label: optional(z.string()),
  expires_at: optional(z.number()),
  by,
  at,
});
export const TokenRevoked = z.looseObject({ key_id: z.string().min(1), role, by, at });
