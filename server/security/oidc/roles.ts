import { PERSON_ROLES, type PersonRole } from "#lib/access/decide";

/** The claim of that very name, else what a path with dots leads to (`realm_access.roles`). */
export function claimAt(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let at: unknown = claims;
  for (const part of name.split(".")) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string, unknown>)[part];
  }
  return at;
}

/** The highest role that one of a claim's values stands for; null for none, and for a claim that isn't there. */
export function roleOf(
  claim: unknown,
  valuesOf: Readonly<Record<PersonRole, readonly string[]>>,
): PersonRole | null {
  const values: unknown[] = Array.isArray(claim) ? claim : [claim];
  return PERSON_ROLES.findLast((role) => valuesOf[role].some((value) => values.includes(value))) ?? null;
}
