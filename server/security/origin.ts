import type { IncomingHttpHeaders } from "node:http";

/** Null when the request may pass, else a sentence that says why not. */
export type OriginCheck = (headers: IncomingHttpHeaders) => string | null;

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Checks Host and Origin, on loopback too (reliability.md, D12): a website can make a browser talk to a local server,
 * by name (DNS rebinding) or directly. Programs send no Origin and pass; a browser's must be this very host.
 */
export function createOriginCheck(allowedHosts: readonly string[]): OriginCheck {
  const names = new Set([...LOOPBACK, ...allowedHosts.map((host) => host.toLowerCase())]);
  return ({ host, origin }) => {
    if (!host || !names.has(hostName(host))) return `Host "${shown(host)}" is not one of this server's names`;
    if (origin === undefined) return null;
    return originHost(origin) === host.toLowerCase()
      ? null
      : `Origin "${shown(origin)}" may not use this server`;
  };
}

const UNSAFE = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Writes from a page of another site are refused (D15); a browser says where its request comes from. */
export function crossSiteProblem(method: string | undefined, headers: IncomingHttpHeaders): string | null {
  const site = headers["sec-fetch-site"];
  if (!UNSAFE.has(method ?? "") || site === undefined || site === "same-origin" || site === "none")
    return null;
  return "Requests that change something must come from this server's own pages";
}

/**
 * With a cookie, or to get one, a write must come from a page of this very server (D15): the browser says so, or its
 * Origin, which was compared with the Host, is there. A program sends a Bearer token and isn't asked.
 */
export function sameOriginProblem(method: string, headers: Pick<Headers, "get">): string | null {
  if (!UNSAFE.has(method)) return null;
  const site = headers.get("sec-fetch-site");
  if (site === null ? headers.get("origin") !== null : site === "same-origin") return null;
  return "Without a Bearer token, requests that change something must come from this server's own pages";
}

const hostName = (host: string): string => host.toLowerCase().replace(/:\d+$/, "");

function originHost(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null; // "null" and anything else that is no address.
  }
}

const shown = (value: string | undefined): string =>
  (value ?? "").replace(/[^\x20-\x7e]/g, "?").slice(0, 100);
