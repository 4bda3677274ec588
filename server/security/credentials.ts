import type { IncomingHttpHeaders } from "node:http";
import type { Client } from "./client.ts";

/** What somebody shows to be let in. */
export interface Credentials {
  token: string | null;
  session: string | null;
}

const SESSION_COOKIE = "brainwave_session";

/** A program's, of its Authorization header; none of anybody else. */
export function tokenOf(authorization: string | null | undefined): Credentials {
  const token = authorization ? (/^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? "") : null;
  return { token, session: null };
}

/** One with an Authorization header is a program's: its cookies are not looked at. */
export function credentialsOf(
  { authorization, cookie }: Pick<IncomingHttpHeaders, "authorization" | "cookie">,
  { secure }: Pick<Client, "secure">,
): Credentials {
  if (authorization) return tokenOf(authorization);
  return { token: null, session: readCookie(SESSION_COOKIE, cookie ?? "", secure) };
}

/**
 * Over TLS a browser takes a name that begins so from this host alone, over TLS and for all paths: neither a neighbour
 * under the same domain nor somebody on the wire can lay theirs beside it.
 */
const ourName = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

/** Null for one that isn't there, or is empty. */
export function readCookie(plainName: string, cookies: string, secure: boolean): string | null {
  const name = ourName(plainName, secure);
  for (const pair of cookies.split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null;
  }
  return null;
}

interface CookieLife {
  secure: boolean;
  seconds: number;
}

/** Not for scripts; over TLS only, where the client came over TLS. */
export const newCookie = (
  name: string,
  value: string,
  { secure, seconds, sameSite }: CookieLife & { sameSite: "Strict" | "Lax" },
): string =>
  `${ourName(name, secure)}=${value}; Path=/; HttpOnly; SameSite=${sameSite}; Max-Age=${seconds}${secure ? "; Secure" : ""}`;

/** Never with another site's request. */
export const sessionCookie = (secret: string, life: CookieLife): string =>
  newCookie(SESSION_COOKIE, secret, { ...life, sameSite: "Strict" });
