import type { IncomingHttpHeaders } from "node:http";

/** What somebody shows to be let in. */
export interface Credentials {
  token: string | null;
  session: string | null;
}

export const SESSION_COOKIE = "brainwave_session";

/** Of a request's headers. One with an Authorization header is a program's: its cookies are not looked at. */
export function credentialsOf(
  authorization: string | null | undefined,
  cookie: string | null | undefined,
): Credentials {
  if (authorization) return { token: /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? "", session: null };
  return { token: null, session: cookieNamed(SESSION_COOKIE, cookie ?? "") };
}

export const credentialsOfHeaders = ({ authorization, cookie }: IncomingHttpHeaders): Credentials =>
  credentialsOf(authorization, cookie);

/** Null for one that isn't there, or is empty. */
export function cookieNamed(name: string, cookies: string): string | null {
  for (const pair of cookies.split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null;
  }
  return null;
}

/** Not for scripts, never with another site's request; over TLS only, where the client came over TLS. */
export function sessionCookie(
  secret: string,
  { secure, seconds }: { secure: boolean; seconds: number },
): string {
  return `${SESSION_COOKIE}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? "; Secure" : ""}`;
}
