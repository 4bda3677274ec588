import type { IncomingMessage } from "node:http";
import { PAGE_NEEDS, PUBLIC_PAGES } from "#lib/access/doors";
import { isAppError } from "#lib/errors";
import type { Access } from "./access.ts";
import type { ClientOf } from "./client.ts";
import { credentialsOf } from "./credentials.ts";

/** Null when the page may be shown; else where to go instead, or the status with which to refuse. */
export type PageDoor = (
  request: IncomingMessage,
  path: string,
) => Promise<null | { location: string } | { status: number; problem: string }>;

/** Asks the one decision before a page is given out. Only the log-in and what it is made of are for everybody. */
export function createPageDoor(access: Pick<Access, "permit">, clientOf: ClientOf, dev: boolean): PageDoor {
  return async (request, path) => {
    const needs = isPublic(path, dev) ? "public" : PAGE_NEEDS;
    try {
      const client = clientOf(request);
      await access.permit(credentialsOf(request.headers, client), { needs }, client);
      return null;
    } catch (error) {
      if (!isAppError(error)) throw error;
      if (error.code === "unauthorized")
        return { location: `/login?next=${encodeURIComponent(request.url ?? "/")}` };
      const status = error.code === "forbidden" ? 403 : error.code === "rate_limited" ? 429 : 503;
      return { status, problem: error.message };
    }
  };
}

// Exactly as they are named: whatever could be read as another path by somebody further on is none of them.
function isPublic(path: string, dev: boolean): boolean {
  if (PUBLIC_PAGES.includes(path) || path === "/icon.svg") return true;
  if (dev && (path.startsWith("/_next/") || path.startsWith("/__nextjs"))) return true;
  return isStaticFile(path);
}

/** What pages are made of, whoever reads the path: what could leave that folder is a page's address, or none. */
export const isStaticFile = (path: string): boolean =>
  /^\/_next\/static\/[\w.~/-]+$/.test(path) && !path.includes("..") && !path.includes("//");
